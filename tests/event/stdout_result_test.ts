import assert from "node:assert/strict";
import { stdoutHandler } from "#lib/event/stdout_result.ts";
import type { Notification } from "#lib/event/notification.ts";

const EVENT = {
  serial: 0,
  name: "PROCESS_LOG_STDOUT",
  payload: null,
} as const satisfies Notification;
const HEAD = "processname:web groupname:site pid:12 channel:stderr\n";

function printed(result: string): string {
  let text = "";
  const handler = stdoutHandler((lines) => void (text += new TextDecoder().decode(lines)));
  assert.equal(handler(EVENT, new TextEncoder().encode(result)), true);
  return text;
}

const OUTPUTS: readonly (readonly [data: string, lines: string])[] = [
  ["one\n", "web stderr | one\n"],
  ["one\ntwo\n", "web stderr | one\nweb stderr | two\n"],
  ["no end", "web stderr | no end\n"],
  ["\n\n", "web stderr | \nweb stderr | \n"],
  ["grün: a:b\n", "web stderr | grün: a:b\n"],
];

for (const [data, lines] of OUTPUTS) {
  Deno.test(`the output ${JSON.stringify(data)} is printed line by line, with its process`, () => {
    assert.equal(printed(HEAD + data), lines);
  });
}

for (const result of ["OK", "", "processname:web\ndata\n", "\nprocessname:a channel:b\n"]) {
  Deno.test(`the result ${JSON.stringify(result)} fails, and nothing is printed`, () => {
    assert.throws(() => printed(result), /no PROCESS_LOG event/);
  });
}
