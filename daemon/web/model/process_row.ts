/**
 * What the pages show of a process, as it goes over the wire to the browser too. Times are wall-clock
 * milliseconds.
 *
 * @module
 */

import type { ProcessState } from "#lib/process/state.ts";

/** How a run of a process ended. */
export interface Ending {
  /** `exit status 3`, `terminated by SIGSEGV`. */
  readonly text: string;
  readonly at: number;
  /** Whether `exitcodes` names its status. */
  readonly expected: boolean;
  /** Whether somebody had asked for it. */
  readonly stopped: boolean;
}

/** A row of the status table. */
export interface ProcessRow {
  /** The name as `status` shows it: `group:process`, or `process` when both are the same. */
  readonly spec: string;
  readonly group: string;
  readonly name: string;
  readonly state: ProcessState;
  /** When this state was entered, `null` for a process that was never started. */
  readonly since: number | null;
  /** 0 when there is no process. */
  readonly pid: number;
  /** The end of the last run, `null` when there was none. */
  readonly ending: Ending | null;
  /** Why the last attempt failed, in Supervisor's words. */
  readonly error: string | null;
  /** When it is started again by itself, in BACKOFF. */
  readonly retryAt: number | null;
  /** Failed attempts in a row. */
  readonly tries: number;
  /** Starts in the last hour beside the first one. */
  readonly restarts: number;
  /** The last hour, minute by minute: `n12r48` is 12 minutes without data, then 48 running. */
  readonly strip: string;
  /** What it printed last; only of a FATAL process. */
  readonly lastLines: readonly string[];
}

/**
 * How a process fares: `up` and running; `moving` between two states; `idle`, at rest because somebody
 * wanted so or because its work is done; or in `trouble`.
 */
export type Health = "up" | "moving" | "idle" | "trouble";

/** Judges a process by its state, and one that exited by how it did. */
export function healthOf(row: Pick<ProcessRow, "state" | "ending">): Health {
  switch (row.state) {
    case "RUNNING":
      return "up";
    case "STARTING":
    case "STOPPING":
      return "moving";
    case "STOPPED":
      return "idle";
    case "EXITED":
      return row.ending === null || row.ending.expected ? "idle" : "trouble";
    case "BACKOFF":
    case "FATAL":
    case "UNKNOWN":
      return "trouble";
  }
}
