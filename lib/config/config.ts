/**
 * The typed, readonly result of loading a `supervisord.conf`.
 *
 * Everything downstream (supervision, permissions, `reread`, the RPC's config report) reads these
 * shapes and never the file. Paths are absolute unless said otherwise; sizes are bytes, waits seconds.
 *
 * @module
 */

import type { GroupConfig } from "./group_config.ts";
import type { PluginConfig, PluginModuleConfig } from "./plugin_config.ts";
import type { ServerConfig } from "./server_config.ts";

export type * from "./group_config.ts";
export type * from "./plugin_config.ts";
export type * from "./server_config.ts";

/** Where a value was written: the file and the 1-based line of its key (or of its section header). */
export interface Origin {
  /** Absolute path. */
  readonly file: string;
  /** 1-based; 0 when no line is meant. */
  readonly line: number;
}

/** Severity of a line of the activity log, most severe first (Supervisor's seven levels). */
export type LogLevel = "critical" | "error" | "warn" | "info" | "debug" | "trace" | "blather";

/** A user and, where it is known, a group. `-1` leaves the id unchanged, as `chown(2)` does. */
export interface Ownership {
  /** User id, or -1. */
  readonly uid: number;
  /** Group id, or -1. */
  readonly gid: number;
}

/** `[supervisord]`. */
export interface SupervisordConfig {
  /** Absolute path, or the literal `syslog`. */
  readonly logfile: string;
  /** 0 = never rotate. */
  readonly logfileMaxbytes: number;
  /** Rotated files that are kept. */
  readonly logfileBackups: number;
  /** Least severe level that is logged. */
  readonly loglevel: LogLevel;
  /** Absolute path. */
  readonly pidfile: string;
  /** Applied only when the daemon runs in the background (K-40). */
  readonly umask: number;
  /** Stay in the foreground. */
  readonly nodaemon: boolean;
  /** Do not repeat the log on stdout in the foreground. */
  readonly silent: boolean;
  /** Open files that the daemon asks for at start. */
  readonly minfds: number;
  /** Processes that the daemon asks for at start. */
  readonly minprocs: number;
  /** Keep AUTO logs of earlier runs. */
  readonly nocleanup: boolean;
  /** Directory of AUTO logs. */
  readonly childlogdir: string;
  /** The uid that the daemon switches to, `null` to stay. */
  readonly user: number | null;
  /** Applied only when the daemon runs in the background (K-40). */
  readonly directory: string | null;
  /** Remove escape sequences from child logs. */
  readonly stripAnsi: boolean;
  /** Added to the environment of every child; never to the daemon's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name of this daemon in event headers and AUTO log names. */
  readonly identifier: string;
  /** What the daemon may use beyond the rest of the file, as written. */
  readonly allowRun: readonly string[];
  /** Paths that may be read. */
  readonly allowRead: readonly string[];
  /** Paths that may be written. */
  readonly allowWrite: readonly string[];
  /** Addresses that may be reached. */
  readonly allowNet: readonly string[];
  /** Environment variables that may be read. */
  readonly allowEnv: readonly string[];
  /** `scoped`: the least permissions that this file needs; `open`: all. */
  readonly permissions: "scoped" | "open";
  /** Children keep the hard limit of open files that the daemon was started with. */
  readonly keepHardNofile: boolean;
  /** What to do about processes that an earlier daemon left behind. */
  readonly orphans: "report" | "kill";
  /** Where the section stands. */
  readonly origin: Origin;
  /** By lower-case key, of each option that was written. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** `[supervisorctl]`. */
export interface SupervisorctlConfig {
  /** Where the daemon is. */
  readonly serverurl: string;
  /** `null` when none is given. */
  readonly username: string | null;
  /** `null` when none is given. */
  readonly password: string | null;
  /** Prompt of the shell. */
  readonly prompt: string;
  /** Where the shell keeps its history, `null` for nowhere. */
  readonly historyFile: string | null;
}

/** What a notice is about. Supervisor logs those of the first line at start as well. */
export type NoticeCode =
  | "include"
  | "include-no-match"
  | "logfile-syslog"
  | "logfile-auto"
  | "logfile-ignored"
  | "include-unreadable"
  | "unknown-option"
  | "unknown-section"
  | "environment"
  | "identifier"
  | "process-name"
  | "duplicate-process"
  | "duplicate-group"
  | "credentials"
  | "ctlplugin";

/** Something worth saying about the file that does not stop the daemon. */
export interface Notice {
  /** `warn` for what is likely a mistake. */
  readonly level: "warn" | "info";
  /** What it is about. */
  readonly code: NoticeCode;
  /** As the daemon logs it. */
  readonly message: string;
  /** Where it was found, `null` when no line is to blame. */
  readonly origin: Origin | null;
}

/** A whole configuration. */
export interface Config {
  /** Absolute path of the main file. */
  readonly path: string;
  /** Every file that was read, the main one first. */
  readonly files: readonly string[];
  /** The daemon itself. */
  readonly supervisord: SupervisordConfig;
  /** HTTP servers, all inet before all unix. */
  readonly servers: readonly ServerConfig[];
  /** Sorted by (priority, name); no two share a name. */
  readonly groups: readonly GroupConfig[];
  /** `[rpcinterface:x]` sections. */
  readonly rpcInterfaces: readonly PluginConfig[];
  /** `[ctlplugin:x]` sections. */
  readonly ctlPlugins: readonly PluginConfig[];
  /** `[plugin:x]` sections. */
  readonly plugins: readonly PluginModuleConfig[];
  /** Parse warnings and include lines, in the order in which Supervisor logs them at start. */
  readonly notices: readonly Notice[];
}
