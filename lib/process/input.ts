/**
 * What goes into a transition and what comes out of it.
 *
 * @module
 */

import type { LogLevel, ProcessConfig } from "#lib/config/config.ts";
import type { ProcessStateEvent } from "#lib/event/events.ts";
import type { Exit } from "./exit.ts";
import type { ProcessSnapshot } from "./snapshot.ts";

/** What happens to a process. */
export type Input =
  /** A start was asked for: by hand, by autostart, or because a pause is over. */
  | { readonly kind: "start" }
  /** The spawn effect succeeded. */
  | { readonly kind: "spawned"; readonly pid: number }
  /** The spawn effect failed before there was a process. */
  | { readonly kind: "spawn-failed"; readonly reason: string }
  /** The daemon may not start it, and no later attempt can change that: its permissions are fixed. */
  | { readonly kind: "spawn-refused"; readonly reason: string }
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
  /** Spawn now; the outcome comes back as `spawned`, `spawn-failed` or `spawn-refused`. */
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
