/**
 * What the page of one process shows beside its row.
 *
 * @module
 */

import type { ProcessState } from "#lib/process/state.ts";

/** An entry of the timeline. */
export interface Moment {
  readonly at: number;
  readonly state: ProcessState;
  /** `pid 123`, `exit status 3`; empty when there is nothing to add. */
  readonly text: string;
  /** A run ended here that should not have. */
  readonly bad: boolean;
  /** How far the logs reached then, `null` where there is no file. */
  readonly stdout: LogMark | null;
  readonly stderr: LogMark | null;
}

/** A place in a log. It holds as long as the file is the same one. */
export interface LogMark {
  /** The file's inode number. */
  readonly file: number;
  /** Bytes from its beginning. */
  readonly offset: number;
}

/** One option of the program, with the line that it comes from. */
export interface Setting {
  /** The option's name in the config file. */
  readonly name: string;
  readonly value: string;
  /** `/etc/supervisor.conf:12`; `null` for a default. */
  readonly origin: string | null;
}

/** Everything about one process. */
export interface ProcessDetail {
  readonly spec: string;
  /** The section of the config file, and where it is. */
  readonly section: string;
  readonly origin: string;
  /** Latest first. */
  readonly timeline: readonly Moment[];
  readonly settings: readonly Setting[];
  /** Names of environment variables that the config sets; values are never shown. */
  readonly environment: readonly string[];
  readonly stdout: LogInfo;
  readonly stderr: LogInfo;
}

/** Where an output stream goes. */
export interface LogInfo {
  /** Path of the log file, `null` without one. */
  readonly path: string | null;
  /** A sentence that says why there is no file. */
  readonly why: string;
}
