/**
 * The typed, readonly result of loading a `supervisord.conf`.
 *
 * Everything downstream (supervision, permissions, `reread`, the RPC's config report) reads these
 * shapes and never the file. Paths are absolute unless said otherwise; sizes are bytes, waits seconds.
 *
 * @module
 */

import type { EventName } from "#lib/event/names.ts";

/** Where a value was written: the file and the 1-based line of its key (or of its section header). */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Severity of a line of the activity log, most severe first (Supervisor's seven levels). */
export type LogLevel = "critical" | "error" | "warn" | "info" | "debug" | "trace" | "blather";

/** A user and, where it is known, a group. `-1` leaves the id unchanged, as `chown(2)` does. */
export interface Ownership {
  readonly uid: number;
  readonly gid: number;
}

/** Credentials of one HTTP server. `password` is as written: plain, `{SHA}…` or `{SCRYPT}…`. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Credentials whose password is the first line of a file (`password_file`). */
export interface FileCredentials {
  readonly username: string;
  readonly path: string;
}

/** The certificate chain and private key of a server, PEM files. */
export interface TlsConfig {
  readonly cert: string;
  readonly key: string;
}

/** How much one HTTP server gives to its clients. Waits are in seconds, sizes in bytes; all over 0. */
export interface ServerLimits {
  /** Request line and headers; what Deno takes ends at 64 KiB. */
  readonly maxHeaderSize: number;
  /** From the connection to the end of its first head. Only TCP. */
  readonly headerTimeout: number;
  readonly maxBodySize: number;
  /** From the end of the head to the end of the body. */
  readonly bodyTimeout: number;
  /** How long a connection may be without a request after its first. Only TCP. */
  readonly idleTimeout: number;
  /** Connections at once. Only TCP. */
  readonly maxConnections: number;
  /** Of these, from one address. Only TCP. */
  readonly maxConnectionsPerPeer: number;
  /** Answers without an end (log streams, events) at once. */
  readonly maxStreams: number;
}

interface ServerBase {
  /** The whole section name, `inet_http_server` or `unix_http_server:a`. */
  readonly section: string;
  /** `null` without a user name or with an empty one, which Supervisor takes for none. */
  readonly credentials: Credentials | null;
  /** At most one of `credentials` and this is set. */
  readonly passwordFile: FileCredentials | null;
  /** Host names that a browser may use beyond the bound address and localhost. */
  readonly allowedHosts: readonly string[];
  /** Addresses of proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  /** GET requests of the web page may change state, as in Supervisor. */
  readonly legacyGetActions: boolean;
  /** Serve everybody who can connect although there are no credentials. */
  readonly insecureAllowUnauthenticated: boolean;
  readonly tls: TlsConfig | null;
  readonly limits: ServerLimits;
  readonly origin: Origin;
  /** By lower-case key, of each option that was written. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** `[inet_http_server…]`: a TCP listener. `host` is empty when all addresses are meant. */
export interface InetServerConfig extends ServerBase {
  readonly kind: "inet";
  readonly host: string;
  readonly port: number;
}

/** `[unix_http_server…]`: a UNIX socket with its final mode and owner. */
export interface UnixServerConfig extends ServerBase {
  readonly kind: "unix";
  readonly file: string;
  readonly chmod: number;
  /** `null` leaves the owner that the daemon has. */
  readonly chown: Ownership | null;
}

/** One HTTP server, in the order in which they are opened: all inet, then all unix. */
export type ServerConfig = InetServerConfig | UnixServerConfig;

/** `[supervisord]`. */
export interface SupervisordConfig {
  /** Absolute path, or the literal `syslog`. */
  readonly logfile: string;
  readonly logfileMaxbytes: number;
  readonly logfileBackups: number;
  readonly loglevel: LogLevel;
  readonly pidfile: string;
  /** Applied only when the daemon runs in the background (K-40). */
  readonly umask: number;
  readonly nodaemon: boolean;
  readonly silent: boolean;
  readonly minfds: number;
  readonly minprocs: number;
  readonly nocleanup: boolean;
  readonly childlogdir: string;
  /** The uid that the daemon switches to, `null` to stay. */
  readonly user: number | null;
  /** Applied only when the daemon runs in the background (K-40). */
  readonly directory: string | null;
  readonly stripAnsi: boolean;
  /** Added to the environment of every child; never to the daemon's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly identifier: string;
  /** What the daemon may use beyond the rest of the file, as written. */
  readonly allowRun: readonly string[];
  readonly allowRead: readonly string[];
  readonly allowWrite: readonly string[];
  readonly allowNet: readonly string[];
  readonly allowEnv: readonly string[];
  /** `scoped`: the least permissions that this file needs; `open`: all. */
  readonly permissions: "scoped" | "open";
  /** Children keep the hard limit of open files that the daemon was started with. */
  readonly keepHardNofile: boolean;
  /** What to do about processes that an earlier daemon left behind. */
  readonly orphans: "report" | "kill";
  readonly origin: Origin;
  /** By lower-case key, of each option that was written. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** `[supervisorctl]`. */
export interface SupervisorctlConfig {
  readonly serverurl: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly prompt: string;
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
  readonly logfile: LogTarget;
  /** 0 = never rotate. */
  readonly logfileMaxbytes: number;
  readonly logfileBackups: number;
  /** Over 0 enables `PROCESS_COMMUNICATION` capture of at most this many bytes. */
  readonly captureMaxbytes: number;
  readonly eventsEnabled: boolean;
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
  readonly command: string;
  /** `null` stays in the daemon's directory. */
  readonly directory: string | null;
  /** `null` inherits. */
  readonly umask: number | null;
  readonly priority: number;
  readonly autostart: boolean;
  readonly autorestart: Autorestart;
  readonly startsecs: number;
  readonly startretries: number;
  readonly exitcodes: readonly number[];
  /** Signal name with its prefix, `SIGTERM`. */
  readonly stopsignal: string;
  readonly stopwaitsecs: number;
  readonly stopasgroup: boolean;
  readonly killasgroup: boolean;
  /** `null` keeps the daemon's user. */
  readonly uid: number | null;
  readonly redirectStderr: boolean;
  readonly stdout: ChannelConfig;
  readonly stderr: ChannelConfig;
  /** `[supervisord] environment` merged under the program's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Text for `SUPERVISOR_SERVER_URL`; `null` = the default server url (AUTO). */
  readonly serverurl: string | null;
  /** Origin of the section and, by lower-case key, of each option that was written. */
  readonly origin: Origin;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** The listening socket of a FastCGI group. */
export interface FcgiSocketConfig {
  /** As configured, `tcp://host:port` or `unix:///path`. */
  readonly url: string;
  readonly address:
    | { readonly kind: "tcp"; readonly host: string; readonly port: number }
    | { readonly kind: "unix"; readonly path: string };
  /** `null` = the platform's SOMAXCONN. */
  readonly backlog: number | null;
  readonly owner: Ownership | null;
  /** `null` = 0700. Only for UNIX sockets. */
  readonly mode: number | null;
}

interface GroupBase {
  readonly name: string;
  readonly priority: number;
  readonly processes: readonly ProcessConfig[];
  readonly origin: Origin;
}

/** A homogeneous `[program:x]` group or a `[group:x]`. */
export interface ProgramGroupConfig extends GroupBase {
  readonly kind: "program";
}

/** `[fcgi-program:x]`. */
export interface FcgiGroupConfig extends GroupBase {
  readonly kind: "fcgi";
  readonly socket: FcgiSocketConfig;
}

/** `[eventlistener:x]`: an event pool. */
export interface EventListenerGroupConfig extends GroupBase {
  readonly kind: "eventlistener";
  /** As configured, upper-cased, duplicates removed; parents are not expanded here. */
  readonly events: readonly EventName[];
  readonly bufferSize: number;
  readonly resultHandler: string;
}

/** One active unit of `reread`, `add` and `remove`. */
export type GroupConfig = ProgramGroupConfig | FcgiGroupConfig | EventListenerGroupConfig;

/** `[rpcinterface:x]` or `[ctlplugin:x]`: a factory and its free keys. */
export interface PluginConfig {
  readonly name: string;
  readonly factory: string;
  readonly options: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

/** `[plugin:x]`: a module of Denvisor's own and its free keys. */
export interface PluginModuleConfig {
  readonly name: string;
  /** As written. */
  readonly module: string;
  readonly options: Readonly<Record<string, string>>;
  readonly origin: Origin;
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
  readonly level: "warn" | "info";
  readonly code: NoticeCode;
  readonly message: string;
  readonly origin: Origin | null;
}

/** A whole configuration. */
export interface Config {
  /** Absolute path of the main file. */
  readonly path: string;
  /** Every file that was read, the main one first. */
  readonly files: readonly string[];
  readonly supervisord: SupervisordConfig;
  readonly servers: readonly ServerConfig[];
  /** Sorted by (priority, name); no two share a name. */
  readonly groups: readonly GroupConfig[];
  readonly rpcInterfaces: readonly PluginConfig[];
  readonly ctlPlugins: readonly PluginConfig[];
  readonly plugins: readonly PluginModuleConfig[];
  /** Parse warnings and include lines, in the order in which Supervisor logs them at start. */
  readonly notices: readonly Notice[];
}
