import type { LogLevel } from "#lib/config/config.ts";

/** What the event side needs of the activity log. */
export interface EventLog {
  /** Tells whether lines of this level are kept, so that costly ones need not be made. */
  isEnabled(level: LogLevel): boolean;
  /** Writes one entry; a line feed in it is part of it. Must not throw. */
  log(level: LogLevel, message: string): void;
}
