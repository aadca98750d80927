import type { LogLevel, SupervisordConfig } from "#lib/config/config.ts";
import { LOG_LEVELS, logLinePrefix, passesLevel } from "#lib/output/log_line.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log, Logger } from "#lib/ports/logger.ts";
import type { LogSink } from "./log_sink.ts";
import type { OwnStreams } from "./own_streams.ts";
import { type SinkOpener, sinkOpener } from "./sink.ts";
import type { Syslog } from "./syslog.ts";

/** The settings of the activity log. */
export type ActivityLogConfig = Pick<
  SupervisordConfig,
  "logfile" | "logfileMaxbytes" | "logfileBackups" | "loglevel" | "nodaemon" | "silent"
>;

/** What {@linkcode ActivityLog.open} needs besides the settings. */
export interface ActivityLogHost {
  /** The daemon's own streams: the log is copied to its stdout with `nodaemon` and without `silent`. */
  readonly streams: OwnStreams;
  /** Used when `logfile=syslog`. */
  readonly syslog: Syslog;
  /** Directories on mounts that may hang. @default none */
  readonly remote?: readonly string[];
  /** @default by what is found at the path */
  readonly openSink?: SinkOpener;
}

/** An {@linkcode ActivityLog}, or what stands in its place. */
export type DaemonLog = Pick<ActivityLog, keyof ActivityLog>;

interface Line {
  readonly level: LogLevel;
  readonly message: string;
}

/** The value of `logfile` that means syslog and no file. */
const SYSLOG = "syslog";

/**
 * The daemon's own log (LOG-001 to LOG-003, LOG-013): `YYYY-MM-DD HH:MM:SS,mmm LEVL MESSAGE`.
 *
 * Until it is opened, lines are kept; then they are written most severe first, as Supervisor does with
 * what it found out before it could log (config.md 13). The same holds between closing and opening it
 * again at a restart.
 */
export class ActivityLog implements Logger {
  readonly #clock: Clock;
  readonly #encoder = new TextEncoder();
  #threshold: LogLevel = "blather";
  #early: Line[] | null = [];
  #path: string | null = null;
  #sink: LogSink | null = null;
  #syslog: Syslog | null = null;
  #echo: OwnStreams["stdout"] | null = null;
  #host: ActivityLogHost | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Writes one line, if its level is logged. Bound: it may be handed on alone. */
  readonly log: Log = (level, message) => {
    if (this.#early !== null) this.#early.push({ level, message });
    else if (this.enabled(level)) this.#write(level, message);
  };

  /** The path of the log file; `null` before it is opened and for syslog. Later `reread`s leave it (B-26). */
  get path(): string | null {
    return this.#path;
  }

  enabled(level: LogLevel): boolean {
    return passesLevel(level, this.#threshold);
  }

  /** Opens the log and writes what was kept. @throws {LogOpenError} */
  open(config: ActivityLogConfig, host: ActivityLogHost): void {
    const {
      streams,
      syslog,
      remote = [],
      openSink = sinkOpener({ ...this.#sinkHost(streams), remote }),
    } = host;
    this.#host = host;
    if (config.logfile === SYSLOG) this.#syslog = syslog;
    else {
      this.#sink = openSink(config.logfile, {
        maxbytes: config.logfileMaxbytes,
        backups: config.logfileBackups,
      });
      this.#path = config.logfile;
    }
    this.#echo = config.nodaemon && !config.silent ? streams.stdout : null;
    this.#threshold = config.loglevel;
    const early = this.#early ?? [];
    this.#early = null;
    early.sort((a, b) => LOG_LEVELS[b.level].number - LOG_LEVELS[a.level].number);
    for (const { level, message } of early) this.log(level, message);
  }

  /** Opens the same file anew, for log rotation from outside (LOG-011). */
  reopen(): void {
    this.log("info", "supervisord logreopen");
    this.#sink?.reopen();
  }

  /** Throws the log's content away (`clearLog`). @throws {LogOpenError} */
  clear(): void {
    this.log("info", "reopening log file");
    this.#sink?.clear();
  }

  /**
   * Resolves when everything has been written that is going to be, here and by all others that share
   * the daemon's streams and its way to syslog.
   */
  async flush(): Promise<void> {
    const { streams, syslog } = this.#host ?? {};
    const shared = [streams?.stdout, streams?.stderr, syslog];
    await Promise.all([this.#sink, ...shared].map((writer) => writer?.flush()));
  }

  /** Keeps lines again until the next opening. Streams and syslog, which are shared, stay as they are. */
  close(): void {
    this.#early ??= [];
    this.#sink?.close();
    this.#sink = null;
    this.#syslog = null;
    this.#echo = null;
    this.#path = null;
    this.#threshold = "blather";
  }

  #write(level: LogLevel, message: string): void {
    const prefix = logLinePrefix(this.#clock.wall(), level);
    if (this.#sink !== null || this.#echo !== null) {
      const line = this.#encoder.encode(`${prefix}${message}\n`);
      this.#echo?.write(line);
      this.#sink?.write(line);
    }
    this.#syslog?.send(this.#encoder.encode(prefix), this.#encoder.encode(message));
  }

  /** The log tells its own trouble to itself: it may reach the console, or the file when that is well. */
  #sinkHost(streams: OwnStreams): { streams: OwnStreams; log: Log; clock: Clock } {
    return { streams, log: this.log, clock: this.#clock };
  }
}
