/**
 * The result handler of the package supervisor-stdout, `supervisor_stdout:event_handler`. Its listener
 * gives each PROCESS_LOG event back as its result; the handler prints the lines, each behind the name
 * of its process, to the daemon's standard output. Containers use it to tell programs apart.
 *
 * @module
 */

import type { ResultHandler } from "./result_handler.ts";

/** What `result_handler=` calls it. */
export const STDOUT_HANDLER = "supervisor_stdout:event_handler";

/**
 * Makes the handler. It accepts every result that is an event with a process and a channel, and fails on
 * others, as the package's does. The end of the last line makes no empty line, unlike there.
 *
 * @param print Takes whole lines of UTF-8.
 */
export function stdoutHandler(print: (lines: Uint8Array) => void): ResultHandler {
  return (_event, result) => {
    print(new TextEncoder().encode(prefixed(new TextDecoder().decode(result))));
    return true;
  };
}

/** @throws {Error} when the result is no PROCESS_LOG event */
function prefixed(result: string): string {
  const end = result.indexOf("\n");
  const head = new Map(
    result.slice(0, Math.max(0, end)).split(/\s+/).map((pair) => splitPair(pair)),
  );
  const [name, channel] = [head.get("processname"), head.get("channel")];
  if (name === undefined || channel === undefined) {
    throw new Error(`the result is no PROCESS_LOG event: '${result.slice(0, 100)}'`);
  }
  const data = result.slice(end + 1);
  const lines = (data.endsWith("\n") ? data.slice(0, -1) : data).split("\n");
  return lines.map((line) => `${name} ${channel} | ${line}\n`).join("");
}

function splitPair(pair: string): readonly [string, string] {
  const colon = pair.indexOf(":");
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}
