import assert from "node:assert/strict";
import { syslogLines } from "#lib/output/syslog_lines.ts";
import { latin, latinText } from "./bytes.ts";

Deno.test("each line of a chunk is a message with the process name before it", () => {
  const rows: readonly (readonly [chunk: string, messages: string])[] = [
    ["one", "cat one\n"],
    ["one\n", "cat one\n"],
    ["one\ntwo\n\n\n", "cat one\ncat two\n"],
    ["one\n\ntwo", "cat one\ncat \ncat two\n"],
    ["\nx", "cat \ncat x\n"],
    ["\n\n", "cat \n"],
    ["", "cat \n"],
    ["a\x00b\xff", "cat a b\xff\n"],
  ];
  for (const [chunk, messages] of rows) {
    assert.equal(latinText(syslogLines(latin("cat "), latin(chunk))), messages, chunk);
  }
});
