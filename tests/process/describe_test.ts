import assert from "node:assert/strict";
import { describeProcess, formatStopTime, formatUptime } from "#lib/process/describe.ts";
import { INITIAL_SNAPSHOT, type ProcessSnapshot } from "#lib/process/snapshot.ts";

const NOON = new Date(2026, 10, 22, 12, 0, 0).getTime();

function described(snapshot: Partial<ProcessSnapshot>): string {
  return describeProcess({ ...INITIAL_SNAPSHOT, ...snapshot }, { name: "cat", wall: NOON });
}

Deno.test("uptimes have days from the first day on, and are never negative", () => {
  const table: readonly (readonly [number, string])[] = [
    [-1, "0:00:00"],
    [0, "0:00:00"],
    [5, "0:00:05"],
    [3_599, "0:59:59"],
    [36_000, "10:00:00"],
    [86_399, "23:59:59"],
    [86_400, "1 day, 0:00:00"],
    [93_784, "1 day, 2:03:04"],
    [12 * 86_400 + 9, "12 days, 0:00:09"],
  ];
  for (const [seconds, text] of table) assert.equal(formatUptime(seconds), text);
});

Deno.test("stop times are local, in English, with twelve hours", () => {
  const at = (hours: number, minutes: number) =>
    formatStopTime(new Date(2026, 0, 2, hours, minutes).getTime());
  assert.equal(at(0, 5), "Jan 02 12:05 AM");
  assert.equal(at(11, 59), "Jan 02 11:59 AM");
  assert.equal(at(12, 0), "Jan 02 12:00 PM");
  assert.equal(at(23, 1), "Jan 02 11:01 PM");
});

Deno.test("each state has its description", () => {
  const lastStart = NOON - 65_000;
  assert.equal(described({ state: "RUNNING", pid: 7, lastStart }), "pid 7, uptime 0:01:05");
  assert.equal(described({ state: "STARTING", pid: 7, lastStart }), "");
  assert.equal(described({ state: "STOPPING", pid: 7, lastStart }), "");
  assert.equal(described({ state: "UNKNOWN" }), "");
  assert.equal(described({ state: "BACKOFF", spawnerr: "no luck" }), "no luck");
  assert.equal(described({ state: "FATAL", spawnerr: "no luck" }), "no luck");
  assert.equal(described({ state: "FATAL" }), 'unknown error (try "tail cat")');
  assert.equal(described({ state: "EXITED", lastStart, lastStop: NOON }), "Nov 22 12:00 PM");
  assert.equal(described({ state: "STOPPED" }), "Not started");
});

Deno.test("a process that was stopped out of BACKOFF without a run has no stop time (B-47)", () => {
  assert.equal(described({ state: "STOPPED", lastStart: NOON, lastStop: 0 }), "Not started");
});
