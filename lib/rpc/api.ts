/**
 * What can be asked of a supervisor, as one interface: the daemon implements it, and so does the
 * client that talks to a daemon over HTTP. Methods reject with {@linkcode Fault}; all of them with
 * SHUTDOWN_STATE while the daemon goes down, but `sendRemoteCommEvent`. What else they reject with
 * stands with each.
 *
 * Names are *namespecs*: `group:process`, `process` when both are the same, and where a method says
 * so `group:*` for all members of a group.
 *
 * @module
 */

import type { ProcessState, ProcessStateCode } from "#lib/process/state.ts";

/** Result of `getState`. */
export interface StateInfo {
  /** 1 RUNNING, 0 RESTARTING, -1 SHUTDOWN, 2 FATAL. */
  readonly statecode: number;
  /** The state's name. */
  readonly statename: string;
}

/** Result of `getProcessInfo`, members in the order of the wire. Times are unix seconds, 0 = never. */
export interface ProcessInfo {
  /** Bare process name. */
  readonly name: string;
  /** Name of its group. */
  readonly group: string;
  /** When it was last started, or tried to. */
  readonly start: number;
  /** When it last ended. */
  readonly stop: number;
  /** The daemon's time. */
  readonly now: number;
  /** The state's code. */
  readonly state: ProcessStateCode;
  /** The state's name. */
  readonly statename: ProcessState;
  /** Why it could not be started, empty when it could. */
  readonly spawnerr: string;
  /** Exit status of its last run, 0 before; -1 after a signal. */
  readonly exitstatus: number;
  /** The same as stdout_logfile. */
  readonly logfile: string;
  /** Path, empty without a log. */
  readonly stdout_logfile: string;
  /** Path, empty without a log. */
  readonly stderr_logfile: string;
  /** Process id, 0 when it does not run. */
  readonly pid: number;
  /** The last column of `status`. */
  readonly description: string;
}

/** An entry of `getAllConfigInfo`. */
export interface ConfigInfo {
  /** Starts together with the daemon. */
  readonly autostart: boolean;
  /** `true`, `false` or the text `unexpected`. */
  readonly autorestart: boolean | string;
  /** Working directory, or the text `none`. */
  readonly directory: string;
  /** The uid, or the text `none`. */
  readonly uid: number | string;
  /** As written, expanded. */
  readonly command: string;
  /** Exit codes that are expected. */
  readonly exitcodes: readonly number[];
  /** Name of its group. */
  readonly group: string;
  /** Priority of its group. */
  readonly group_prio: number;
  /** Whether the group is active. */
  readonly inuse: boolean;
  /** SIGKILL goes to the process group. */
  readonly killasgroup: boolean;
  /** Bare process name. */
  readonly name: string;
  /** Its own priority. */
  readonly process_prio: number;
  /** Standard error goes where standard output goes. */
  readonly redirect_stderr: boolean;
  /** Failed starts that are repeated before it is FATAL. */
  readonly startretries: number;
  /** Seconds it must stay up to count as started. */
  readonly startsecs: number;
  /** Bytes that are captured for PROCESS_COMMUNICATION; 0 for none. */
  readonly stdout_capture_maxbytes: number;
  /** Emits PROCESS_LOG events. */
  readonly stdout_events_enabled: boolean;
  /** Path, `auto` or `none`. */
  readonly stdout_logfile: string;
  /** Rotated files that are kept. */
  readonly stdout_logfile_backups: number;
  /** 0 = never rotated. */
  readonly stdout_logfile_maxbytes: number;
  /** Goes to syslog. */
  readonly stdout_syslog: boolean;
  /** Number of the signal. */
  readonly stopsignal: number;
  /** Seconds between the stop signal and SIGKILL. */
  readonly stopwaitsecs: number;
  /** Bytes that are captured for PROCESS_COMMUNICATION; 0 for none. */
  readonly stderr_capture_maxbytes: number;
  /** Emits PROCESS_LOG events. */
  readonly stderr_events_enabled: boolean;
  /** Path, `auto` or `none`. */
  readonly stderr_logfile: string;
  /** Rotated files that are kept. */
  readonly stderr_logfile_backups: number;
  /** 0 = never rotated. */
  readonly stderr_logfile_maxbytes: number;
  /** Goes to syslog. */
  readonly stderr_syslog: boolean;
  /** As configured, or the text `none`. */
  readonly serverurl: string;
}

/** How one process of a group or of all fared. */
export interface ProcessStatus {
  /** Bare process name. */
  readonly name: string;
  /** Name of its group. */
  readonly group: string;
  /** 80 (SUCCESS) or a fault code. */
  readonly status: number;
  /** `OK` or the fault string. */
  readonly description: string;
}

/** Result of the `tail…` methods: text, size of the log, whether something may have been missed. */
export type LogTail = readonly [text: string, offset: number, overflow: boolean];

/** Result of `reloadConfig`: group names, doubly nested as Supervisor sends them (K-22). */
export type ConfigChanges = readonly [
  readonly [added: readonly string[], changed: readonly string[], removed: readonly string[]],
];

/** The `supervisor.*` namespace without its aliases. */
export interface SupervisorApi {
  /** The version of this interface, `3.0`. */
  getAPIVersion(): Promise<string>;
  /** The Supervisor version that this daemon stands for. */
  getSupervisorVersion(): Promise<string>;
  /** The daemon's `identifier`. */
  getIdentification(): Promise<string>;
  /** The state of the daemon itself. */
  getState(): Promise<StateInfo>;
  /** The daemon's process id. */
  getPID(): Promise<number>;
  /**
   * Reads the daemon's own log: `length` bytes from `offset`, which counts from the end when
   * negative; 0 bytes for all.
   *
   * @throws {Fault} BAD_ARGUMENTS for a range that makes no sense, NO_FILE without a log, FAILED
   */
  readLog(offset: number, length: number): Promise<string>;
  /**
   * Empties the daemon's own log.
   *
   * @throws {Fault} NO_FILE without a log, FAILED
   */
  clearLog(): Promise<true>;
  /** Stops all processes, then the daemon; answers before that is done. */
  shutdown(): Promise<true>;
  /**
   * Stops all processes, reads the configuration again and starts anew; answers before that is
   * done.
   *
   * @throws {Fault} CANT_REREAD when the configuration is broken
   */
  restart(): Promise<true>;
  /**
   * Reads the configuration again and tells what differs; nothing is started or stopped.
   *
   * @throws {Fault} CANT_REREAD when the configuration is broken
   */
  reloadConfig(): Promise<ConfigChanges>;
  /**
   * Makes a group of the configuration read last active, and starts what starts by itself.
   *
   * @throws {Fault} BAD_NAME, ALREADY_ADDED
   */
  addProcessGroup(name: string): Promise<true>;
  /**
   * Takes a group out whose processes are all stopped.
   *
   * @throws {Fault} BAD_NAME, STILL_RUNNING
   */
  removeProcessGroup(name: string): Promise<true>;
  /**
   * An array of statuses when `name` is `group:*`.
   *
   * @throws {Fault} BAD_NAME, NO_FILE, NOT_EXECUTABLE, ALREADY_STARTED, SPAWN_ERROR,
   * ABNORMAL_TERMINATION, FAILED
   */
  startProcess(name: string, wait?: boolean): Promise<true | readonly ProcessStatus[]>;
  /**
   * Starts all processes of a group that are not up.
   *
   * @throws {Fault} BAD_NAME
   */
  startProcessGroup(name: string, wait?: boolean): Promise<readonly ProcessStatus[]>;
  /** Starts all processes that are not up. */
  startAllProcesses(wait?: boolean): Promise<readonly ProcessStatus[]>;
  /**
   * Stops a process, or all of `group:*`; with `wait` (the default) answers when it has.
   *
   * @throws {Fault} BAD_NAME, NOT_RUNNING, FAILED
   */
  stopProcess(name: string, wait?: boolean): Promise<true | readonly ProcessStatus[]>;
  /**
   * Stops all processes of a group.
   *
   * @throws {Fault} BAD_NAME
   */
  stopProcessGroup(name: string, wait?: boolean): Promise<readonly ProcessStatus[]>;
  /** Stops all processes. */
  stopAllProcesses(wait?: boolean): Promise<readonly ProcessStatus[]>;
  /**
   * `signal` is a name with or without `SIG`, or a number as text.
   *
   * @throws {Fault} BAD_NAME, BAD_SIGNAL, NOT_RUNNING, FAILED
   */
  signalProcess(name: string, signal: string): Promise<true | readonly ProcessStatus[]>;
  /**
   * Sends a signal to all processes of a group.
   *
   * @throws {Fault} BAD_NAME
   */
  signalProcessGroup(name: string, signal: string): Promise<readonly ProcessStatus[]>;
  /** Sends a signal to all processes. */
  signalAllProcesses(signal: string): Promise<readonly ProcessStatus[]>;
  /**
   * What is known about a process.
   *
   * @throws {Fault} BAD_NAME
   */
  getProcessInfo(name: string): Promise<ProcessInfo>;
  /** What is known about all processes, sorted by group and name. */
  getAllProcessInfo(): Promise<readonly ProcessInfo[]>;
  /** How all processes are configured, sorted by name. */
  getAllConfigInfo(): Promise<readonly ConfigInfo[]>;
  /**
   * Reads the log of standard output, as `readLog` does.
   *
   * @throws {Fault} BAD_NAME, BAD_ARGUMENTS, NO_FILE, FAILED
   */
  readProcessStdoutLog(name: string, offset: number, length: number): Promise<string>;
  /**
   * Reads the log of standard error, as `readLog` does.
   *
   * @throws {Fault} BAD_NAME, BAD_ARGUMENTS, NO_FILE, FAILED
   */
  readProcessStderrLog(name: string, offset: number, length: number): Promise<string>;
  /**
   * Reads the last `length` bytes of the log of standard output; `offset` is where the previous
   * answer ended.
   *
   * @throws {Fault} BAD_NAME
   */
  tailProcessStdoutLog(name: string, offset: number, length: number): Promise<LogTail>;
  /**
   * Reads the last `length` bytes of the log of standard error; `offset` is where the previous
   * answer ended.
   *
   * @throws {Fault} BAD_NAME
   */
  tailProcessStderrLog(name: string, offset: number, length: number): Promise<LogTail>;
  /**
   * Empties both logs of a process.
   *
   * @throws {Fault} BAD_NAME, FAILED
   */
  clearProcessLogs(name: string): Promise<true>;
  /** Empties the logs of all processes. */
  clearAllProcessLogs(): Promise<readonly ProcessStatus[]>;
  /**
   * Writes text to the standard input of a process, as UTF-8.
   *
   * @throws {Fault} BAD_NAME, NOT_RUNNING, NO_FILE when its input is closed, FAILED when it does
   * not read
   */
  sendProcessStdin(name: string, chars: string): Promise<true>;
  /** Emits a REMOTE_COMMUNICATION event. */
  sendRemoteCommEvent(type: string, data: string): Promise<true>;
}
