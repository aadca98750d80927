/**
 * A transition under construction.
 *
 * @module
 */

import type { LogLevel } from "#lib/config/config.ts";
import type { ProcessStateEvent } from "#lib/event/events.ts";
import type { Effect, ProcessRules, TransitionContext } from "./input.ts";
import type { ProcessSnapshot } from "./snapshot.ts";
import type { ProcessState } from "./state.ts";

/** One transition under construction: the snapshot as changed so far, the effects in order. */
export class Step {
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
