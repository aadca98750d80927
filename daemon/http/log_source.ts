import type { Channel } from "#lib/event/events.ts";

/** Where the logs are that can be followed over HTTP. */
export interface LogSource {
  /**
   * The file that a process's output goes to.
   *
   * @param name namespec, `group:process`
   * @returns an absolute path; `null` when there is no such process or the stream goes to no file
   */
  processLog(name: string, channel: Channel): string | null;
  /** The daemon's own log, `null` when it goes to no file. */
  mainLog(): string | null;
}
