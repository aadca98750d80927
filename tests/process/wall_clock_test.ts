/**
 * Times that decide are monotonic: what the wall clock does changes no state (`PROC-015`, B-37).
 *
 * @module
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Input } from "#lib/process/input.ts";
import { transition } from "#lib/process/machine.ts";
import { INITIAL_SNAPSHOT } from "#lib/process/snapshot.ts";
import { DEFAULT_RULES } from "./simulation.ts";

const START = 1_700_000_000_000;
const DAY = 86_400_000;

/** A life with every deadline: startsecs, the pause of a backoff, stopwaitsecs. */
const LIFE: readonly Input[] = [
  { kind: "start" },
  { kind: "spawned", pid: 100 },
  { kind: "exited", exit: { kind: "code", code: 1 } },
  { kind: "deadline" },
  { kind: "start" },
  { kind: "spawned", pid: 101 },
  { kind: "deadline" },
  { kind: "stop" },
  { kind: "deadline" },
  { kind: "deadline" },
  { kind: "exited", exit: { kind: "signal", signal: "SIGKILL", core: false } },
];

/** The states of that life with their times, while the wall clock shows what `wall` makes of `now`. */
function live(wall: (now: number) => number): unknown[] {
  let snapshot = INITIAL_SNAPSHOT;
  let now = 1_000;
  return LIFE.map((input) => {
    if (input.kind === "deadline") now = Math.max(now, snapshot.deadline ?? now);
    const result = transition(snapshot, input, {
      ...{ now, wall: wall(now), rules: DEFAULT_RULES, group: "g", starting: true },
    });
    snapshot = result.snapshot;
    const signals = result.effects.filter(({ kind }) => kind === "signal");
    return { now, state: snapshot.state, deadline: snapshot.deadline, signals };
  });
}

const steady = live((now) => START + now);

Deno.test("a life passes through backoff, RUNNING and two SIGKILLs at its deadlines", () => {
  const states = steady.map((moment) => (moment as { state: string }).state);
  assert.deepEqual(states, [
    ...["STARTING", "STARTING", "BACKOFF", "BACKOFF", "STARTING", "STARTING", "RUNNING"],
    ...["STOPPING", "STOPPING", "STOPPING", "STOPPED"],
  ]);
});

Deno.test("a wall clock that is set back or forward moves no deadline", () => {
  for (const jump of [-DAY, DAY, -365 * DAY, 365 * DAY]) {
    for (const at of [1_000, 1_500, 2_500, 9_000]) {
      assert.deepEqual(live((now) => START + now + (now > at ? jump : 0)), steady);
    }
  }
});

Deno.test("whatever the wall clock shows, the states and their times are the same", () => {
  fc.assert(fc.property(fc.array(fc.nat(2 * START), { minLength: 1 }), (shown) => {
    let read = 0;
    assert.deepEqual(live(() => shown[read++ % shown.length] ?? 0), steady);
  }));
});
