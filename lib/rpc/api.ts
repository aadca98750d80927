/**
 * What can be asked of a supervisor, as one interface: the daemon implements it, and so does the
 * client that talks to a daemon over HTTP. Methods reject with {@linkcode Fault}.
 *
 * Names are *namespecs*: `group:process`, `process` when both are the same, and where a method says
 * so `group:*` for all members of a group.
 *
 * @module
 */

import type { ProcessState, ProcessStateCode } from "#lib/process/state.ts";

/** Result of `getState`. */
export interface StateInfo {
  readonly statecode: number;
  readonly statename: string;
}

/** Result of `getProcessInfo`, members in the order of the wire. Times are unix seconds, 0 = never. */
export interface ProcessInfo {
  readonly name: string;
  readonly group: string;
  readonly start: number;
  readonly stop: number;
  readonly now: number;
  readonly state: ProcessStateCode;
  readonly statename: ProcessState;
  readonly spawnerr: string;
  readonly exitstatus: number;
  readonly logfile: string;
  readonly stdout_logfile: string;
  readonly stderr_logfile: string;
  readonly pid: number;
  readonly description: string;
}

/** An entry of `getAllConfigInfo`. */
export interface ConfigInfo {
  readonly autostart: boolean;
  /** `true`, `false` or the text `unexpected`. */
  readonly autorestart: boolean | string;
  readonly directory: string;
  /** The uid, or the text `none`. */
  readonly uid: number | string;
  readonly command: string;
  readonly exitcodes: readonly number[];
  readonly group: string;
  readonly group_prio: number;
  readonly inuse: boolean;
  readonly killasgroup: boolean;
  readonly name: string;
  readonly process_prio: number;
  readonly redirect_stderr: boolean;
  readonly startretries: number;
  readonly startsecs: number;
  readonly stdout_capture_maxbytes: number;
  readonly stdout_events_enabled: boolean;
  readonly stdout_logfile: string;
  readonly stdout_logfile_backups: number;
  readonly stdout_logfile_maxbytes: number;
  readonly stdout_syslog: boolean;
  readonly stopsignal: number;
  readonly stopwaitsecs: number;
  readonly stderr_capture_maxbytes: number;
  readonly stderr_events_enabled: boolean;
  readonly stderr_logfile: string;
  readonly stderr_logfile_backups: number;
  readonly stderr_logfile_maxbytes: number;
  readonly stderr_syslog: boolean;
  readonly serverurl: string;
}

/** How one process of a group or of all fared. */
export interface ProcessStatus {
  readonly name: string;
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
  getIdentification(): Promise<string>;
  getState(): Promise<StateInfo>;
  getPID(): Promise<number>;
  readLog(offset: number, length: number): Promise<string>;
  clearLog(): Promise<true>;
  shutdown(): Promise<true>;
  restart(): Promise<true>;
  reloadConfig(): Promise<ConfigChanges>;
  addProcessGroup(name: string): Promise<true>;
  removeProcessGroup(name: string): Promise<true>;
  /** An array of statuses when `name` is `group:*`. */
  startProcess(name: string, wait?: boolean): Promise<true | readonly ProcessStatus[]>;
  startProcessGroup(name: string, wait?: boolean): Promise<readonly ProcessStatus[]>;
  startAllProcesses(wait?: boolean): Promise<readonly ProcessStatus[]>;
  stopProcess(name: string, wait?: boolean): Promise<true | readonly ProcessStatus[]>;
  stopProcessGroup(name: string, wait?: boolean): Promise<readonly ProcessStatus[]>;
  stopAllProcesses(wait?: boolean): Promise<readonly ProcessStatus[]>;
  /** `signal` is a name with or without `SIG`, or a number as text. */
  signalProcess(name: string, signal: string): Promise<true | readonly ProcessStatus[]>;
  signalProcessGroup(name: string, signal: string): Promise<readonly ProcessStatus[]>;
  signalAllProcesses(signal: string): Promise<readonly ProcessStatus[]>;
  getProcessInfo(name: string): Promise<ProcessInfo>;
  getAllProcessInfo(): Promise<readonly ProcessInfo[]>;
  getAllConfigInfo(): Promise<readonly ConfigInfo[]>;
  readProcessStdoutLog(name: string, offset: number, length: number): Promise<string>;
  readProcessStderrLog(name: string, offset: number, length: number): Promise<string>;
  tailProcessStdoutLog(name: string, offset: number, length: number): Promise<LogTail>;
  tailProcessStderrLog(name: string, offset: number, length: number): Promise<LogTail>;
  clearProcessLogs(name: string): Promise<true>;
  clearAllProcessLogs(): Promise<readonly ProcessStatus[]>;
  sendProcessStdin(name: string, chars: string): Promise<true>;
  sendRemoteCommEvent(type: string, data: string): Promise<true>;
}
