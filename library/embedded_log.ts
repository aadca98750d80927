import type { Config, SupervisordConfig } from "#lib/config/config.ts";
import type { LogLevel } from "#lib/config/config.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import {
  ActivityLog,
  type ActivityLogConfig,
  type ActivityLogHost,
  type DaemonLog,
} from "#daemon/output/activity_log.ts";
import type { LogSink } from "#daemon/output/log_sink.ts";

/** The `logfile` of a configuration that names none: an embedded supervisor writes no file by itself. */
const NOWHERE = "";

/** The configuration with no activity log instead of the default one. */
export function withoutDefaultLog(config: Config): Config {
  if (Object.hasOwn(config.supervisord.origins, "logfile")) return config;
  const supervisord: SupervisordConfig = { ...config.supervisord, logfile: NOWHERE };
  return { ...config, supervisord };
}

/** The activity log of an embedded supervisor: a file only where one is asked for, and a function. */
export class EmbeddedLog implements DaemonLog {
  readonly #log: ActivityLog;
  readonly #told: Log | null;

  constructor(clock: Clock, told: Log | null) {
    this.#log = new ActivityLog(clock);
    this.#told = told;
  }

  readonly log: Log = (level, message) => {
    this.#log.log(level, message);
    if (this.#told === null || !this.#log.enabled(level)) return;
    try {
      this.#told(level, message);
    } catch {
      // What is wrong with a log must not stop what is logged.
    }
  };

  get path(): string | null {
    return this.#log.path === NOWHERE ? null : this.#log.path;
  }

  enabled(level: LogLevel): boolean {
    return this.#log.enabled(level);
  }

  open(config: ActivityLogConfig, host: ActivityLogHost): void {
    const nowhere = config.logfile === NOWHERE;
    this.#log.open(config, nowhere ? { ...host, openSink: () => NO_SINK } : host);
  }

  reopen(): void {
    this.#log.reopen();
  }

  clear(): void {
    this.#log.clear();
  }

  async flush(): Promise<void> {
    await this.#log.flush();
  }

  close(): void {
    this.#log.close();
  }
}

const NO_SINK: LogSink = {
  path: null,
  keepOpen: false,
  lost: 0,
  write: () => {},
  ready: () => null,
  reopen: () => {},
  clear: () => {},
  flush: () => Promise.resolve(),
  close: () => {},
};
