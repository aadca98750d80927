import assert from "node:assert/strict";
import fc from "fast-check";
import type { ProcessRules } from "#lib/process/input.ts";
import type { ProcessState } from "#lib/process/state.ts";
import { Simulation } from "./simulation.ts";

/** Every change of state that Supervisor's table has (process.md 3). */
const LEGAL: Readonly<Record<ProcessState, readonly ProcessState[]>> = {
  STOPPED: ["STARTING"],
  STARTING: ["RUNNING", "BACKOFF", "STOPPING", "UNKNOWN"],
  RUNNING: ["EXITED", "STOPPING", "UNKNOWN"],
  BACKOFF: ["STARTING", "FATAL", "STOPPED"],
  STOPPING: ["STOPPED", "UNKNOWN"],
  EXITED: ["STARTING"],
  FATAL: ["STARTING"],
  UNKNOWN: [],
};

const RULES: fc.Arbitrary<Partial<ProcessRules>> = fc.record({
  startsecs: fc.integer({ min: -1, max: 3 }),
  startretries: fc.integer({ min: -1, max: 4 }),
  autorestart: fc.constantFrom("true", "false", "unexpected"),
  exitcodes: fc.constantFrom([], [0], [0, 2]),
  stopwaitsecs: fc.integer({ min: 0, max: 3 }),
  stopasgroup: fc.boolean(),
  killasgroup: fc.boolean(),
});

const STEPS = fc.array(
  fc.oneof(
    fc.constant({ kind: "start" as const }),
    fc.constant({ kind: "stop" as const }),
    fc.constant({ kind: "give-up" as const }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 4000 }) }),
    fc.record({
      kind: fc.constant("exit" as const),
      how: fc.constantFrom<(number | string)[]>(0, 1, 2, "SIGKILL"),
    }),
    fc.record({ kind: fc.constant("fail-next" as const), times: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("refuse-next" as const) }),
    fc.constant({ kind: "signal-failed" as const, reason: "EPERM" }),
    fc.record({ kind: fc.constant("daemon" as const), starting: fc.boolean() }),
  ),
  { minLength: 200, maxLength: 200 },
);

type Step = typeof STEPS extends fc.Arbitrary<(infer S)[]> ? S : never;

function take(simulation: Simulation, step: Step): void {
  switch (step.kind) {
    case "wait":
      return simulation.advance(step.ms);
    case "exit":
      if (simulation.snapshot.pid !== 0) simulation.exit(step.how);
      return;
    case "fail-next":
      simulation.failures.push(...Array(step.times).fill("no"));
      return;
    case "refuse-next":
      simulation.refusals.push("never");
      return;
    case "daemon":
      simulation.starting = step.starting;
      return;
    default:
      return simulation.feed(step);
  }
}

function check(simulation: Simulation): void {
  const { snapshot, alive, events } = simulation;
  assert.ok(alive.size <= 1, "two live pids for one process");
  assert.equal(alive.size === 1, snapshot.pid !== 0, "a pid that does not live, or the reverse");
  const atRest = ["STOPPED", "EXITED", "FATAL", "UNKNOWN"].includes(snapshot.state);
  if (atRest) assert.equal(snapshot.deadline, null, "a timer outlives its process");
  if (snapshot.state === "STARTING" || snapshot.state === "STOPPING") {
    assert.notEqual(snapshot.deadline, null, `${snapshot.state} would never end`);
  }
  assert.ok(snapshot.backoff >= 0);
  let state: ProcessState = "STOPPED";
  for (const event of events) {
    const to = event.name.replace("PROCESS_STATE_", "") as ProcessState;
    assert.equal(event.fromState, state, "an event skips a state");
    assert.ok(LEGAL[state].includes(to), `${state} to ${to}`);
    state = to;
  }
  assert.equal(state, snapshot.state, "a change without an event");
}

Deno.test("100,000 random inputs never break the state machine", () => {
  fc.assert(
    fc.property(RULES, STEPS, (rules, steps) => {
      const simulation = new Simulation(rules);
      for (const step of steps) take(simulation, step);
      check(simulation);
    }),
    { numRuns: 500 },
  );
});

Deno.test("every STOPPING ends: the process gets SIGKILL again and again until it is gone", () => {
  fc.assert(
    fc.property(RULES, STEPS, (rules, steps) => {
      const simulation = new Simulation(rules);
      for (const step of steps) take(simulation, step);
      if (simulation.state !== "STOPPING") return;
      const before = simulation.signals.length;
      simulation.advance(10_000);
      assert.equal(simulation.signals.slice(before)[0]?.signal, "SIGKILL");
      simulation.exit("SIGKILL");
      assert.equal(simulation.state, "STOPPED");
    }),
    { numRuns: 200 },
  );
});
