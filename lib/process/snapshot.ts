/**
 * All that the state machine knows of one process.
 *
 * @module
 */

import type { ProcessState } from "./state.ts";

/** The state of one process at one moment. Immutable: transitions make new ones. */
export interface ProcessSnapshot {
  readonly state: ProcessState;
  /** Pid of the live process, 0 when there is none. */
  readonly pid: number;
  /** Failed attempts in a row. */
  readonly backoff: number;
  /** Lives in a row that were short, which the pace of restarts goes by. */
  readonly shortLives: number;
  /** When the next `deadline` input is due, in monotonic milliseconds; `null` when nothing is awaited. */
  readonly deadline: number | null;
  /** Monotonic milliseconds of the last spawn attempt. */
  readonly startedAt: number;
  /** Wall-clock milliseconds of the last spawn attempt, 0 = never (K-43). */
  readonly lastStart: number;
  /** Wall-clock milliseconds of the last reap, 0 = never. */
  readonly lastStop: number;
  /** Exit code of the last run, -1 after a signal; `null` while there is none to tell. */
  readonly exitstatus: number | null;
  /** Why the last attempt failed. */
  readonly spawnerr: string | null;
}

/** A process that was never started. */
export const INITIAL_SNAPSHOT: ProcessSnapshot = {
  state: "STOPPED",
  pid: 0,
  backoff: 0,
  shortLives: 0,
  deadline: null,
  startedAt: 0,
  lastStart: 0,
  lastStop: 0,
  exitstatus: null,
  spawnerr: null,
};
