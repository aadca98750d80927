/**
 * Where a part of the daemon says what happened: the activity log, or a list in a test.
 *
 * @module
 */

import type { LogLevel } from "#lib/config/config.ts";

/** Writes one line. Never throws: what goes wrong with a log must not stop what is logged. */
export type Log = (level: LogLevel, message: string) => void;

/** A log that can be asked first, for messages that cost something to build. */
export interface Logger {
  readonly log: Log;
  /** Whether a line of this level goes anywhere. */
  enabled(level: LogLevel): boolean;
}
