/**
 * The part of the configuration that processes and their groups are made from.
 *
 * @module
 */

import type { EventName } from "#lib/event/names.ts";
import type { Origin, Ownership } from "./config.ts";

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
  /** Where the section stands. */
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
  /** The program's user unless the file says otherwise; `null` leaves it the daemon's. */
  readonly owner: Ownership | null;
  /** 0700 unless the file says otherwise; `null` for a TCP socket, which has none. */
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
