/**
 * What `Supervisor.start` takes and promises.
 *
 * @module
 */

import type { Log } from "#lib/ports/logger.ts";
import type { ConfigInput } from "./config_input.ts";
import type { Supervisor } from "./supervisor.ts";

/** What an embedded supervisor is started with beside its configuration. */
export interface StartOptions {
  /** Called with each line of the activity log that passes `loglevel`. */
  readonly log?: Log;
}

/** Starts supervisors. */
export interface SupervisorStarter {
  /**
   * Starts a supervisor and resolves before it starts the first program: who subscribes at once sees
   * everything from SUPERVISOR_STATE_CHANGE_RUNNING on.
   *
   * Signals are left to the program, no pidfile is written, and there is no activity log unless `logfile`
   * is given. HTTP servers are opened if the configuration has any.
   *
   * @throws {ConfigError} with everything that is wrong with the configuration
   * @throws {Error} when an HTTP server or the activity log cannot be opened; nothing was started then
   */
  start(config: ConfigInput, options?: StartOptions): Promise<Supervisor>;
}
