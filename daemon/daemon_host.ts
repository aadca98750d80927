/**
 * What a daemon's runs have in common.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Users } from "#lib/ports/users.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { HelperPrograms } from "./adapters/helper_programs.ts";
import type { ConfigSource } from "./config_source.ts";
import type { DaemonSignals } from "./daemon_signals.ts";
import type { EventBus } from "./event_bus.ts";
import type { EventSerials } from "./event_serials.ts";
import type { DaemonLog } from "./output/activity_log.ts";
import type { OwnStreams } from "./output/own_streams.ts";
import type { Syslog } from "./output/syslog.ts";

/** What stays over restarts. */
export interface DaemonHost {
  readonly clock: Clock;
  readonly users: Users;
  readonly source: ConfigSource;
  readonly helpers: HelperPrograms;
  readonly activity: DaemonLog;
  /** Carries the events of all runs, so that those who subscribe from outside do so once. */
  readonly bus: EventBus;
  readonly streams: OwnStreams;
  readonly syslog: Syslog;
  readonly serials: EventSerials;
  readonly user: { readonly uid: number; readonly gid: number; readonly name: string };
  readonly pid: number;
  readonly cwd: string;
  /** Directories that exist but may not be looked at. */
  readonly directories: readonly string[];
  /** Directories of logs on mounts that may hang. */
  readonly remote: readonly string[];
  /** The daemon's own `PATH`. */
  readonly path: string | undefined;
  /** `PWD` of the daemon's environment, which its children get as it is. */
  readonly pwd: string | undefined;
  /**
   * Whether this process is the daemon. When it is a program that embeds a supervisor, signals are the
   * program's business, there is no pidfile, and AUTO logs of earlier runs, which may be somebody
   * else's, stay where they are.
   */
  readonly standalone: boolean;
  /**
   * The config of the run before, when this one is a restart: what cannot be opened is then told and
   * tried again, because a restart must not end the daemon.
   */
  readonly former?: Config;
  /** The signals of this process; missing where they are the business of a program that embeds a supervisor. */
  readonly signals?: DaemonSignals;
  /** Called once servers listen and the pidfile is written; programs start when it is done. */
  ready(api: SupervisorApi): void | Promise<void>;
}
