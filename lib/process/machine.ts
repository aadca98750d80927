/**
 * The life of a process as a table of state × input.
 *
 * `transition` is pure: time comes in with the context, work goes out as effects. A cell that is
 * missing from the table means that the input changes nothing in that state. The rules are those of
 * Supervisor's process lifecycle (`PROC-003` to `PROC-014`); where they differ, the B- number says so.
 *
 * @module
 */

import { backoffDelay, isGivenUp } from "./backoff.ts";
import { describeExit, exitStatusOf } from "./exit.ts";
import type { Input, Transition, TransitionContext } from "./input.ts";
import { SHORT_LIFE_MS } from "./restart_pace.ts";
import { isExpectedExit, restartsAfterExit } from "./restart_policy.ts";
import type { ProcessSnapshot } from "./snapshot.ts";
import type { ProcessState } from "./state.ts";
import { Step } from "./step.ts";

type InputOf<K extends Input["kind"]> = Extract<Input, { kind: K }>;
type Handler<K extends Input["kind"]> = (step: Step, input: InputOf<K>) => void;
type Table = { readonly [K in Input["kind"]]: { readonly [S in ProcessState]?: Handler<K> } };

/** Shortest pause between two SIGKILLs to the same process (B-49). */
const MIN_KILL_INTERVAL_MS = 1000;

const TABLE: Table = {
  "start": {
    STOPPED: begin,
    EXITED: begin,
    FATAL: begin,
    BACKOFF: begin,
    STOPPING: refuseStart,
  },
  "spawned": { STARTING: noteSpawned },
  "spawn-failed": { STARTING: noteSpawnFailed },
  "spawn-refused": { STARTING: noteSpawnRefused },
  "exited": {
    STARTING: noteEnded,
    RUNNING: noteEnded,
    STOPPING: noteStopped,
    UNKNOWN: noteGone,
  },
  "stop": {
    STARTING: stop,
    RUNNING: stop,
    BACKOFF: cancelRetry,
    STOPPED: noteNotRunning,
    EXITED: noteNotRunning,
    FATAL: noteNotRunning,
  },
  "deadline": { STARTING: enterRunning, BACKOFF: retry, STOPPING: kill },
  "give-up": { BACKOFF: giveUp },
  "signal-failed": {
    STARTING: enterUnknown,
    RUNNING: enterUnknown,
    STOPPING: enterUnknown,
  },
};

/** Works out what `input` does to a process. A deadline that has not come yet does nothing. */
export function transition(
  snapshot: ProcessSnapshot,
  input: Input,
  context: TransitionContext,
): Transition {
  const step = new Step(snapshot, context);
  if (input.kind !== "deadline" || isDue(snapshot, context)) handle(step, input);
  return { snapshot: step.snapshot, effects: step.effects };
}

function isDue(snapshot: ProcessSnapshot, context: TransitionContext): boolean {
  return snapshot.deadline !== null && context.now >= snapshot.deadline;
}

function handle<K extends Input["kind"]>(step: Step, input: InputOf<K> & { kind: K }): void {
  const handler: Handler<K> | undefined = TABLE[input.kind][step.state];
  handler?.(step, input);
}

function begin(step: Step): void {
  step.enter("STARTING", {
    startedAt: step.context.now,
    lastStart: step.context.wall,
    deadline: null,
    exitstatus: null,
    spawnerr: null,
  });
  step.effects.push({ kind: "spawn" });
}

function refuseStart(step: Step): void {
  step.log("warn", `process '${step.rules.name}' already running`);
}

function noteSpawned(step: Step, input: InputOf<"spawned">): void {
  const { startsecs, name } = step.rules;
  step.log("info", `spawned: '${name}' with pid ${input.pid}`);
  step.set({ pid: input.pid, deadline: step.context.now + startsecs * 1000 });
  // Supervisor decides this on its next tick; with no time to prove, there is nothing to wait for.
  if (startsecs <= 0) enterRunning(step);
}

function enterRunning(step: Step): void {
  const { name, startsecs } = step.rules;
  step.enter("RUNNING", { deadline: null, backoff: 0 });
  step.log(
    "info",
    `success: ${name} entered RUNNING state, process has stayed up for > than ${startsecs} seconds (startsecs)`,
  );
}

function noteSpawnFailed(step: Step, input: InputOf<"spawn-failed">): void {
  step.log("info", `spawnerr: ${input.reason}`);
  enterBackoff(step, { spawnerr: input.reason });
}

/** The way to FATAL leads over BACKOFF, as for listeners it always does, but there is no next attempt. */
function noteSpawnRefused(step: Step, input: InputOf<"spawn-refused">): void {
  step.log("error", `spawnerr: ${input.reason}`);
  const { backoff } = step.snapshot;
  step.enter("BACKOFF", { spawnerr: input.reason, backoff: backoff + 1, deadline: null });
  step.enter("FATAL", { backoff: 0 });
  step.log("info", `gave up: ${step.rules.name} entered FATAL state, it may not be started`);
}

/** Counts a failed attempt: BACKOFF, and FATAL at once when it was one too many. */
function enterBackoff(step: Step, changes: Partial<ProcessSnapshot>): void {
  const backoff = step.snapshot.backoff + 1;
  const deadline = step.context.now + backoffDelay(backoff);
  step.enter("BACKOFF", { ...changes, backoff, deadline });
  if (!isGivenUp(backoff, step.rules.startretries)) return;
  step.enter("FATAL", { backoff: 0, deadline: null });
  step.log(
    "info",
    `gave up: ${step.rules.name} entered FATAL state, too many start retries too quickly`,
  );
}

function noteStopped(step: Step, input: InputOf<"exited">): void {
  const exitstatus = exitStatusOf(input.exit);
  const expected = isExpectedExit(exitstatus, step.rules);
  step.enter("STOPPED", {
    deadline: null,
    // A stop by hand ends the series of failures (B-19), and of short lives.
    backoff: 0,
    shortLives: 0,
    exitstatus,
    lastStop: step.context.wall,
  });
  step.set({ pid: 0 });
  // K-12: a death by the stop signal is a warning unless exitcodes expects it.
  step.log(
    expected ? "info" : "warn",
    `stopped: ${step.rules.name} (${describeExit(input.exit)})`,
  );
}

/** The process ended by itself: too early, expectedly, or not. */
function noteEnded(step: Step, input: InputOf<"exited">): void {
  const { rules, context, snapshot } = step;
  const ran = context.now - snapshot.startedAt;
  if (step.state === "STARTING" && ran < rules.startsecs * 1000) {
    noteEndedTooEarly(step, input);
    return;
  }
  const exitstatus = exitStatusOf(input.exit);
  const expected = isExpectedExit(exitstatus, rules);
  // It lived long enough, only its deadline was not yet looked at: both changes are announced.
  if (step.state === "STARTING") step.enter("RUNNING");
  step.enterExited(expected, {
    backoff: 0,
    shortLives: ran < SHORT_LIFE_MS ? snapshot.shortLives + 1 : 0,
    deadline: null,
    exitstatus,
    lastStop: context.wall,
    spawnerr: expected ? null : `Bad exit code ${exitstatus}`,
  });
  step.set({ pid: 0 });
  step.log(
    expected ? "info" : "warn",
    `exited: ${rules.name} (${describeExit(input.exit)}; ${
      expected ? "expected" : "not expected"
    })`,
  );
  if (context.starting && restartsAfterExit(expected, rules)) {
    step.effects.push({ kind: "restart" });
  }
}

function noteEndedTooEarly(step: Step, input: InputOf<"exited">): void {
  step.set({ pid: 0, lastStop: step.context.wall, exitstatus: null });
  step.log("warn", `exited: ${step.rules.name} (${describeExit(input.exit)}; not expected)`);
  enterBackoff(step, { spawnerr: "Exited too quickly (process log may have details)" });
}

function noteGone(step: Step): void {
  step.set({ pid: 0, lastStop: step.context.wall });
}

function stop(step: Step): void {
  const { rules, context } = step;
  const kill = { signal: rules.stopsignal, group: rules.stopasgroup };
  logKill(step, kill);
  step.enter("STOPPING", { deadline: context.now + rules.stopwaitsecs * 1000 });
  step.effects.push({ kind: "signal", ...kill });
}

function logKill(step: Step, kill: { readonly signal: string; readonly group: boolean }): void {
  const target = `${step.rules.name} (pid ${step.snapshot.pid})`;
  const how = kill.group ? "process group " : "";
  step.log("debug", `killing ${target} ${how}with signal ${kill.signal}`);
}

function cancelRetry(step: Step): void {
  step.log("debug", `Attempted to kill ${step.rules.name}, which is in BACKOFF state.`);
  step.enter("STOPPED", { deadline: null, backoff: 0 });
}

function noteNotRunning(step: Step): void {
  const { name, stopsignal } = step.rules;
  step.log("debug", `attempted to kill ${name} with sig ${stopsignal} but it wasn't running`);
}

function retry(step: Step): void {
  step.set({ deadline: null });
  if (step.context.starting) step.effects.push({ kind: "restart" });
}

function kill(step: Step): void {
  const { rules, snapshot, context } = step;
  const interval = Math.max(rules.stopwaitsecs * 1000, MIN_KILL_INTERVAL_MS);
  step.log("warn", `killing '${rules.name}' (${snapshot.pid}) with SIGKILL`);
  const sigkill = { signal: "SIGKILL", group: rules.killasgroup };
  logKill(step, sigkill);
  step.set({ deadline: context.now + interval });
  step.effects.push({ kind: "signal", ...sigkill });
}

function giveUp(step: Step): void {
  step.enter("FATAL", { backoff: 0, deadline: null });
}

function enterUnknown(step: Step, input: InputOf<"signal-failed">): void {
  const { name } = step.rules;
  step.log("critical", `unknown problem killing ${name} (${step.snapshot.pid}):${input.reason}`);
  step.enter("UNKNOWN", { deadline: null });
}
