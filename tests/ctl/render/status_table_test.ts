import assert from "node:assert/strict";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import { statusLines } from "#ctl/render/status_table.ts";
import { plainPaint } from "#ctl/render/style.ts";

function info(group: string, name: string, rest: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    name,
    group,
    start: 0,
    stop: 0,
    now: 0,
    state: 0,
    statename: "STOPPED",
    spawnerr: "",
    exitstatus: 0,
    logfile: "",
    stdout_logfile: "",
    stderr_logfile: "",
    pid: 0,
    description: "Not started",
    ...rest,
  };
}

Deno.test("states begin in column 34, and blanks behind an empty description stay", () => {
  const lines = statusLines([
    info("cat", "cat", { statename: "RUNNING", description: "pid 7811, uptime 0:00:29" }),
    info("web", "web_0"),
    info("trap", "trap", { statename: "STOPPING", description: "" }),
  ], plainPaint);
  assert.deepEqual(lines, [
    "cat                              RUNNING   pid 7811, uptime 0:00:29",
    "web:web_0                        STOPPED   Not started",
    "trap                             STOPPING  ",
  ]);
});

Deno.test("a longer name moves the states of all lines, counted in code points", () => {
  const long = "\u{1f600}".repeat(31);
  const lines = statusLines([info("a", "a"), info(long, long)], plainPaint);
  assert.equal(lines[0], `a${" ".repeat(33)}STOPPED   Not started`);
  assert.equal(lines[1], `${long}   STOPPED   Not started`);
});

Deno.test("no processes make no lines", () => {
  assert.deepEqual(statusLines([], plainPaint), []);
});
