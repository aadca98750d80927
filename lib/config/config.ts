/**
 * The typed, readonly result of loading a `supervisord.conf`.
 *
 * Everything downstream (supervision, permissions, `reread`, the RPC's config report) reads these
 * shapes and never the file. Paths are absolute unless said otherwise; sizes are bytes, waits seconds.
 *
 * @module
 */

import type { EventName } from "#lib/event/names.ts";
import type { ServerConfig } from "./server_config.ts";

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

/**
 * What a child's stream is written to. `auto` gets its path when its group is created. A file's path
 * is as written with `~` expanded: a relative one starts in the daemon's directory (config.md 5).
 */
export type LogTarget =
  | { readonly kind: "none" }
  | { readonly kind: "auto" }
  | { readonly kind: "file"; readonly path: string };

/** The settings of one output stream of a program. */
export interface ChannelConfig {
  /** Where the stream is written to. */
  readonly logfile: LogTarget;
  /** 0 = never rotate. */
  readonly logfileMaxbytes: number;
  /** Rotated files that are kept. */
  readonly logfileBackups: number;
  /** Over 0 enables `PROCESS_COMMUNICATION` capture of at most this many bytes. */
  readonly captureMaxbytes: number;
  /** Emit PROCESS_LOG events. */
  readonly eventsEnabled: boolean;
  /** Send the stream to syslog. */
  readonly syslog: boolean;
}

/** When an exited process is started again. */
export type Autorestart = "true" | "false" | "unexpected";

/** One process: a program after `numprocs` and all expansions. */
export interface ProcessConfig {
  /** Bare process name, without its group. */
  readonly name: string;
  /** The name part of the section, before `process_name`. */
  readonly program: string;
  /** The section it was read from, `program:x`. */
  readonly section: string;
  /** As written, expanded; split when it is run. */
  readonly command: string;
  /** `null` stays in the daemon's directory. */
  readonly directory: string | null;
  /** `null` inherits. */
  readonly umask: number | null;
  /** Lower ones start first and stop last. */
  readonly priority: number;
  /** Start together with the daemon. */
  readonly autostart: boolean;
  /** Whether it is started again when it exits. */
  readonly autorestart: Autorestart;
  /** Seconds it must stay up to count as started. */
  readonly startsecs: number;
  /** Failed starts that are repeated before it is FATAL. */
  readonly startretries: number;
  /** Exit codes that are expected. */
  readonly exitcodes: readonly number[];
  /** Signal name with its prefix, `SIGTERM`. */
  readonly stopsignal: string;
  /** Seconds between the stop signal and SIGKILL. */
  readonly stopwaitsecs: number;
  /** Send the stop signal to the process group. */
  readonly stopasgroup: boolean;
  /** Send SIGKILL to the process group. */
  readonly killasgroup: boolean;
  /** `null` keeps the daemon's user. */
  readonly uid: number | null;
  /** Standard error goes where standard output goes. */
  readonly redirectStderr: boolean;
  /** What becomes of standard output. */
  readonly stdout: ChannelConfig;
  /** What becomes of standard error. */
  readonly stderr: ChannelConfig;
  /** `[supervisord] environment` merged under the program's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Text for `SUPERVISOR_SERVER_URL`; `null` = the default server url (AUTO). */
  readonly serverurl: string | null;
  /** Origin of the section and, by lower-case key, of each option that was written. */
  readonly origin: Origin;
  /** Where each option stands, by lower-case key. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** The listening socket of a FastCGI group. */
export interface FcgiSocketConfig {
  /** As configured, `tcp://host:port` or `unix:///path`. */
  readonly url: string;
  /** The same, taken apart. */
  readonly address:
    | { readonly kind: "tcp"; readonly host: string; readonly port: number }
    | { readonly kind: "unix"; readonly path: string };
  /** `null` = the platform's SOMAXCONN. */
  readonly backlog: number | null;
  /** `null` for the program's user. Only for UNIX sockets. */
  readonly owner: Ownership | null;
  /** `null` = 0700. Only for UNIX sockets. */
  readonly mode: number | null;
}

/** What all groups have. */
export interface GroupBase {
  /** Name of the group. */
  readonly name: string;
  /** Lower ones start first and stop last. */
  readonly priority: number;
  /** Its members, in the order of automatic starts. */
  readonly processes: readonly ProcessConfig[];
  /** Where its section stands. */
  readonly origin: Origin;
}

/** A homogeneous `[program:x]` group or a `[group:x]`. */
export interface ProgramGroupConfig extends GroupBase {
  /** Tells the kinds of group apart. */
  readonly kind: "program";
}

/** `[fcgi-program:x]`. */
export interface FcgiGroupConfig extends GroupBase {
  /** Tells the kinds of group apart. */
  readonly kind: "fcgi";
  /** The socket that all processes share. */
  readonly socket: FcgiSocketConfig;
}

/** `[eventlistener:x]`: an event pool. */
export interface EventListenerGroupConfig extends GroupBase {
  /** Tells the kinds of group apart. */
  readonly kind: "eventlistener";
  /** As configured, upper-cased, duplicates removed; parents are not expanded here. */
  readonly events: readonly EventName[];
  /** Most events that wait for a listener. */
  readonly bufferSize: number;
  /** What judges results, as written. */
  readonly resultHandler: string;
}

/** One active unit of `reread`, `add` and `remove`. */
export type GroupConfig = ProgramGroupConfig | FcgiGroupConfig | EventListenerGroupConfig;

/** `[rpcinterface:x]` or `[ctlplugin:x]`: a factory and its free keys. */
export interface PluginConfig {
  /** The part of the section's name after the colon. */
  readonly name: string;
  /** As written, `package.module:function`. */
  readonly factory: string;
  /** The other keys. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the section stands. */
  readonly origin: Origin;
}

/** What a plugin may use beyond what the daemon may anyway: values of Deno's permission lists. */
export interface PluginPermissions {
  /** Executables: paths, or names on `PATH`. */
  readonly run: readonly string[];
  /** Absolute paths. */
  readonly read: readonly string[];
  /** Absolute paths. */
  readonly write: readonly string[];
  /** Addresses, `host` or `host:port`. */
  readonly net: readonly string[];
  /** Names of environment variables. */
  readonly env: readonly string[];
  /** Deno's names of facts about the system. */
  readonly sys: readonly string[];
}

/** `[plugin:x]`: a module of Denvisor's own and its free keys. */
export interface PluginModuleConfig {
  /** The part of the section's name after the colon. */
  readonly name: string;
  /** Absolute path. */
  readonly module: string;
  /** What the section grants. */
  readonly permissions: PluginPermissions;
  /** The other keys. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the section stands. */
  readonly origin: Origin;
  /** Where each key stands, by lower-case key. */
  readonly origins: Readonly<Record<string, Origin>>;
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
