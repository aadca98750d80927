/**
 * The life of a process as a table of state × input.
 *
 * `transition` is pure: time comes in with the context, work goes out as effects. A cell that is
 * missing from the table means that the input changes nothing in that state. The rules are those of
 * Supervisor's process lifecycle (`PROC-003` to `PROC-014`); where they differ, the B- number says so.
 *
 * @module
 */

import type { LogLevel, ProcessConfig } from "#lib/config/config.ts";
import type { ProcessStateEvent } from "#lib/event/events.ts";
import { backoffDelay, isGivenUp } from "./backoff.ts";
import { describeExit, type Exit, exitStatusOf } from "./exit.ts";
import { isExpectedExit, restartsAfterExit } from "./restart_policy.ts";
import type { ProcessSnapshot } from "./snapshot.ts";
import type { ProcessState } from "./state.ts";

/** What happens to a process. */
export type Input =
  /** A start was asked for: by hand, by autostart, or because a pause is over. */
  | { readonly kind: "start" }
  /** The spawn effect succeeded. */
  | { readonly kind: "spawned"; readonly pid: number }
  /** The spawn effect failed before there was a process. */
  | { readonly kind: "spawn-failed"; readonly reason: string }
  /** The process ended and was reaped. */
  | { readonly kind: "exited"; readonly exit: Exit }
  /** A stop was asked for. */
  | { readonly kind: "stop" }
  /** The snapshot's deadline has passed. */
  | { readonly kind: "deadline" }
  /** The daemon goes down: a process that waits for its next attempt will not get one. */
  | { readonly kind: "give-up" }
  /** Signalling failed for another reason than that the process is gone. */
  | { readonly kind: "signal-failed"; readonly reason: string };

/** What is to be done because of a transition, in order. */
export type Effect =
  /** Spawn now; the outcome comes back as `spawned` or `spawn-failed`. */
  | { readonly kind: "spawn" }
  /** Start again as soon as the daemon gets to it; comes back as `start`. */
  | { readonly kind: "restart" }
  | { readonly kind: "signal"; readonly signal: string; readonly group: boolean }
  | { readonly kind: "emit"; readonly event: ProcessStateEvent }
  | { readonly kind: "log"; readonly level: LogLevel; readonly message: string };

/** The settings that decide about transitions. */
export type ProcessRules = Pick<
  ProcessConfig,
  | "name"
  | "startsecs"
  | "startretries"
  | "autorestart"
  | "exitcodes"
  | "stopsignal"
  | "stopwaitsecs"
  | "stopasgroup"
  | "killasgroup"
>;

/** The circumstances of a transition. */
export interface TransitionContext {
  /** Monotonic milliseconds. */
  readonly now: number;
  /** Wall-clock milliseconds. */
  readonly wall: number;
  readonly rules: ProcessRules;
  readonly group: string;
  /** False while the daemon shuts down or restarts: nothing is started by itself then. */
  readonly starting: boolean;
}

/** The outcome of a transition. */
export interface Transition {
  readonly snapshot: ProcessSnapshot;
  readonly effects: readonly Effect[];
}

/** Shortest pause between two SIGKILLs to the same process (B-49). */
const MIN_KILL_INTERVAL_MS = 1000;

/** Works out what `input` does to a process. */
export function transition(
  snapshot: ProcessSnapshot,
  input: Input,
  context: TransitionContext,
): Transition {
  const step = new Step(snapshot, context);
  switch (input.kind) {
    case "start":
      onStart(step);
      break;
    case "spawned":
      onSpawned(step, input.pid);
      break;
    case "spawn-failed":
      onSpawnFailed(step, input.reason);
      break;
    case "exited":
      onExited(step, input.exit);
      break;
    case "stop":
      onStop(step);
      break;
    case "deadline":
      onDeadline(step);
      break;
    case "give-up":
      onGiveUp(step);
      break;
    case "signal-failed":
      onSignalFailed(step, input.reason);
      break;
  }
  return { snapshot: step.snapshot, effects: step.effects };
}

/** One transition under construction: the snapshot as changed so far, the effects in order. */
class Step {
  snapshot: ProcessSnapshot;
  readonly effects: Effect[] = [];
  readonly context: TransitionContext;

  constructor(snapshot: ProcessSnapshot, context: TransitionContext) {
    this.snapshot = snapshot;
    this.context = context;
  }

  get state(): ProcessState {
    return this.snapshot.state;
  }

  get rules(): ProcessRules {
    return this.context.rules;
  }

  set(changes: Partial<ProcessSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...changes };
  }

  log(level: LogLevel, message: string): void {
    this.effects.push({ kind: "log", level, message });
  }

  /** Enters `state`, with `changes`, and emits its event. */
  enter(state: ProcessState, changes: Partial<ProcessSnapshot> = {}): void {
    const fromState = this.state;
    this.set({ ...changes, state });
    if (state !== fromState && state !== "EXITED") {
      this.effects.push({ kind: "emit", event: this.#event(state, fromState) });
    }
  }

  /** Enters EXITED, whose event tells whether the exit was expected. */
  enterExited(expected: boolean, changes: Partial<ProcessSnapshot>): void {
    const { fromState, pid } = { fromState: this.state, pid: this.snapshot.pid };
    this.set({ ...changes, state: "EXITED" });
    this.effects.push({
      kind: "emit",
      event: { name: "PROCESS_STATE_EXITED", ...this.#process(), fromState, expected, pid },
    });
  }

  #process(): { process: string; group: string } {
    return { process: this.rules.name, group: this.context.group };
  }

  #event(state: Exclude<ProcessState, "EXITED">, fromState: ProcessState): ProcessStateEvent {
    const of = { ...this.#process(), fromState };
    switch (state) {
      case "STARTING":
      case "BACKOFF":
        return { name: `PROCESS_STATE_${state}`, ...of, tries: this.snapshot.backoff };
      case "RUNNING":
      case "STOPPING":
      case "STOPPED":
        return { name: `PROCESS_STATE_${state}`, ...of, pid: this.snapshot.pid };
      case "FATAL":
      case "UNKNOWN":
        return { name: `PROCESS_STATE_${state}`, ...of };
    }
  }
}

function onStart(step: Step): void {
  const { now, wall } = step.context;
  switch (step.state) {
    case "STOPPED":
    case "EXITED":
    case "FATAL":
    case "BACKOFF":
      step.enter("STARTING", {
        startedAt: now,
        lastStart: wall,
        deadline: null,
        exitstatus: null,
        spawnerr: null,
      });
      step.effects.push({ kind: "spawn" });
      break;
    case "STOPPING":
      step.log("warn", `process '${step.rules.name}' already running`);
      break;
  }
}

function onSpawned(step: Step, pid: number): void {
  if (step.state !== "STARTING") return;
  const { startsecs, name } = step.rules;
  step.log("info", `spawned: '${name}' with pid ${pid}`);
  step.set({ pid, deadline: step.context.now + startsecs * 1000 });
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

function onSpawnFailed(step: Step, reason: string): void {
  if (step.state !== "STARTING") return;
  step.log("info", `spawnerr: ${reason}`);
  enterBackoff(step, { spawnerr: reason });
}

/** Counts a failed attempt: BACKOFF, and FATAL at once when it was one too many. */
function enterBackoff(step: Step, changes: Partial<ProcessSnapshot>): void {
  const backoff = step.snapshot.backoff + 1;
  step.enter("BACKOFF", {
    ...changes,
    backoff,
    deadline: step.context.now + backoffDelay(backoff),
  });
  if (!isGivenUp(backoff, step.rules.startretries)) return;
  step.enter("FATAL", { backoff: 0, deadline: null });
  step.log(
    "info",
    `gave up: ${step.rules.name} entered FATAL state, too many start retries too quickly`,
  );
}

function onExited(step: Step, exit: Exit): void {
  switch (step.state) {
    case "STOPPING":
      onStopped(step, exit);
      break;
    case "STARTING":
    case "RUNNING":
      onEnded(step, exit);
      break;
    case "UNKNOWN":
      step.set({ pid: 0, lastStop: step.context.wall });
      break;
  }
}

function onStopped(step: Step, exit: Exit): void {
  const exitstatus = exitStatusOf(exit);
  const expected = isExpectedExit(exitstatus, step.rules);
  step.enter("STOPPED", {
    deadline: null,
    // A stop by hand ends the series of failures (B-19).
    backoff: 0,
    exitstatus,
    lastStop: step.context.wall,
  });
  step.set({ pid: 0 });
  // K-12: a death by the stop signal is a warning unless exitcodes expects it.
  step.log(expected ? "info" : "warn", `stopped: ${step.rules.name} (${describeExit(exit)})`);
}

/** The process ended by itself: too early, expectedly, or not. */
function onEnded(step: Step, exit: Exit): void {
  const { rules, context } = step;
  const exitstatus = exitStatusOf(exit);
  const expected = isExpectedExit(exitstatus, rules);
  const lastStop = context.wall;
  const tooEarly = step.state === "STARTING" &&
    context.now - step.snapshot.startedAt < rules.startsecs * 1000;
  if (tooEarly) {
    step.set({ pid: 0, lastStop });
    step.log("warn", `exited: ${rules.name} (${describeExit(exit)}; not expected)`);
    enterBackoff(step, {
      spawnerr: "Exited too quickly (process log may have details)",
      exitstatus: null,
    });
    return;
  }
  // It lived long enough, only its deadline was not yet looked at: both changes are announced.
  if (step.state === "STARTING") step.enter("RUNNING");
  const verdict = expected ? "expected" : "not expected";
  step.log(
    expected ? "info" : "warn",
    `exited: ${rules.name} (${describeExit(exit)}; ${verdict})`,
  );
  step.enterExited(expected, {
    backoff: 0,
    deadline: null,
    exitstatus,
    lastStop,
    spawnerr: expected ? null : `Bad exit code ${exitstatus}`,
  });
  step.set({ pid: 0 });
  if (context.starting && restartsAfterExit(expected, rules)) {
    step.effects.push({ kind: "restart" });
  }
}

function onStop(step: Step): void {
  const { rules, snapshot, context } = step;
  switch (step.state) {
    case "STARTING":
    case "RUNNING":
      logKill(step, { signal: rules.stopsignal, group: rules.stopasgroup });
      step.enter("STOPPING", { deadline: context.now + rules.stopwaitsecs * 1000 });
      step.effects.push({ kind: "signal", signal: rules.stopsignal, group: rules.stopasgroup });
      break;
    case "BACKOFF":
      step.log("debug", `Attempted to kill ${rules.name}, which is in BACKOFF state.`);
      step.enter("STOPPED", { deadline: null, backoff: 0 });
      break;
    default:
      if (snapshot.pid !== 0) break;
      step.log(
        "debug",
        `attempted to kill ${rules.name} with sig ${rules.stopsignal} but it wasn't running`,
      );
  }
}

function logKill(step: Step, kill: { signal: string; group: boolean }): void {
  const target = `${step.rules.name} (pid ${step.snapshot.pid})`;
  const how = kill.group ? "process group " : "";
  step.log("debug", `killing ${target} ${how}with signal ${kill.signal}`);
}

function onDeadline(step: Step): void {
  const { rules, snapshot, context } = step;
  if (snapshot.deadline === null || context.now < snapshot.deadline) return;
  switch (step.state) {
    case "STARTING":
      enterRunning(step);
      break;
    case "BACKOFF":
      step.set({ deadline: null });
      if (context.starting) step.effects.push({ kind: "restart" });
      break;
    case "STOPPING": {
      const interval = Math.max(rules.stopwaitsecs * 1000, MIN_KILL_INTERVAL_MS);
      step.log("warn", `killing '${rules.name}' (${snapshot.pid}) with SIGKILL`);
      step.set({ deadline: context.now + interval });
      step.effects.push({ kind: "signal", signal: "SIGKILL", group: rules.killasgroup });
      break;
    }
  }
}

function onGiveUp(step: Step): void {
  if (step.state === "BACKOFF") step.enter("FATAL", { backoff: 0, deadline: null });
}

function onSignalFailed(step: Step, reason: string): void {
  switch (step.state) {
    case "STARTING":
    case "RUNNING":
    case "STOPPING":
      step.log(
        "critical",
        `unknown problem killing ${step.rules.name} (${step.snapshot.pid}):${reason}`,
      );
      step.enter("UNKNOWN", { deadline: null });
  }
}
