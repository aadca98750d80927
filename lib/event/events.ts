/**
 * The events that the daemon emits, as one discriminated union on `name`.
 *
 * Values are frozen when the event is created (pid, tries), as `spec/events.md` 1 asks.
 *
 * @module
 */

import type { ProcessState } from "#lib/process/state.ts";

/** Which process an event is about. */
export interface ProcessRef {
  /** Bare process name. */
  readonly process: string;
  /** Name of its group. */
  readonly group: string;
}

/** `stdout` or `stderr`. */
export type Channel = "stdout" | "stderr";

/** What every change of a state tells. */
export interface StateChange extends ProcessRef {
  /** The state that was left. */
  readonly fromState: ProcessState;
}

/** A process entered STARTING or BACKOFF; `tries` is the backoff counter at that moment. */
export interface ProcessTriesEvent extends StateChange {
  /** Name of the concrete type. */
  readonly name: "PROCESS_STATE_STARTING" | "PROCESS_STATE_BACKOFF";
  /** The backoff counter, 0 at the first start. */
  readonly tries: number;
}

/** A process entered RUNNING, STOPPING or STOPPED; `pid` is the dead one for STOPPED. */
export interface ProcessPidEvent extends StateChange {
  /** Name of the concrete type. */
  readonly name: "PROCESS_STATE_RUNNING" | "PROCESS_STATE_STOPPING" | "PROCESS_STATE_STOPPED";
  /** Process id; 0 when there was no process. */
  readonly pid: number;
}

/** A process ended by itself. */
export interface ProcessExitedEvent extends StateChange {
  /** Name of the concrete type. */
  readonly name: "PROCESS_STATE_EXITED";
  /** Whether its exit status is one of `exitcodes`. */
  readonly expected: boolean;
  /** Process id; 0 when there was no process. */
  readonly pid: number;
}

/** A process was given up on or is in an unknown state. */
export interface ProcessBareEvent extends StateChange {
  /** Name of the concrete type. */
  readonly name: "PROCESS_STATE_FATAL" | "PROCESS_STATE_UNKNOWN";
}

/** Any change of a process's state. */
export type ProcessStateEvent =
  | ProcessTriesEvent
  | ProcessPidEvent
  | ProcessExitedEvent
  | ProcessBareEvent;

/** A chunk that a program with `*_events_enabled` wrote. */
export interface ProcessLogEvent extends ProcessRef {
  /** Name of the concrete type. */
  readonly name: "PROCESS_LOG_STDOUT" | "PROCESS_LOG_STDERR";
  /** Process id; 0 when there was no process. */
  readonly pid: number;
  /** What it wrote. Never a view of memory that is used again. */
  readonly data: Uint8Array;
}

/** What a program wrote between the capture tokens. */
export interface ProcessCommunicationEvent extends ProcessRef {
  /** Name of the concrete type. */
  readonly name: "PROCESS_COMMUNICATION_STDOUT" | "PROCESS_COMMUNICATION_STDERR";
  /** Process id; 0 when there was no process. */
  readonly pid: number;
  /** What it wrote. Never a view of memory that is used again. */
  readonly data: Uint8Array;
}

/** `sendRemoteCommEvent(type, data)`. */
export interface RemoteCommunicationEvent {
  /** Name of the concrete type. */
  readonly name: "REMOTE_COMMUNICATION";
  /** Free text, as sent. */
  readonly type: string;
  /** Free text, as sent. */
  readonly data: string;
}

/** The daemon began to run, or to stop. */
export interface SupervisorStateEvent {
  /** Name of the concrete type. */
  readonly name: "SUPERVISOR_STATE_CHANGE_RUNNING" | "SUPERVISOR_STATE_CHANGE_STOPPING";
}

/** A full 5, 60 or 3600 seconds of wall-clock time have begun; `when` is that multiple, in unix seconds. */
export interface TickEvent {
  /** Name of the concrete type. */
  readonly name: "TICK_5" | "TICK_60" | "TICK_3600";
  /** Unix seconds. */
  readonly when: number;
}

/** A group came into the running set, or left it. */
export interface ProcessGroupEvent {
  /** Name of the concrete type. */
  readonly name: "PROCESS_GROUP_ADDED" | "PROCESS_GROUP_REMOVED";
  /** Name of the group. */
  readonly group: string;
}

/** Any event. */
export type SupervisorEvent =
  | ProcessStateEvent
  | ProcessLogEvent
  | ProcessCommunicationEvent
  | RemoteCommunicationEvent
  | SupervisorStateEvent
  | TickEvent
  | ProcessGroupEvent;
