/**
 * Events as a listener receives them: the daemon's union, with data as text.
 *
 * @module
 */

import type { ProcessRef, SupervisorEvent } from "#lib/event/events.ts";
import type { ConcreteEventName } from "#lib/event/hierarchy.ts";
import { PROCESS_STATE_CODES, type ProcessState } from "#lib/process/state.ts";
import { type ParsedPayload, parsePayload } from "./payload.ts";
import { requiredInteger, requiredToken } from "./required.ts";

/** An event as it can be sent: what was bytes is text. */
export type WithText<E> = E extends { readonly data: Uint8Array }
  ? Omit<E, "data"> & { readonly data: string }
  : E;

/** A type that this kit does not know, as plugins of a daemon may add; its name is in the header. */
export interface UnknownEvent {
  /** The abstract root stands for any type. */
  readonly name: "EVENT";
}

/**
 * An event, to be told apart by `name`. Data that was not valid UTF-8 reads
 * `Undecodable: b'…'` (EVT-043).
 */
export type ReceivedEvent = WithText<SupervisorEvent> | UnknownEvent;

/**
 * Reads the payload of an event of the type `eventname`.
 *
 * @throws {Error} when the payload is not that of its type.
 */
export function parseEvent(eventname: string, payload: string): ReceivedEvent {
  const name = eventname as ConcreteEventName;
  switch (name) {
    case "PROCESS_STATE_STARTING":
    case "PROCESS_STATE_BACKOFF": {
      const { headers } = parsePayload(payload);
      return { name, ...stateChange(headers), tries: requiredInteger(headers, "tries") };
    }
    case "PROCESS_STATE_RUNNING":
    case "PROCESS_STATE_STOPPING":
    case "PROCESS_STATE_STOPPED": {
      const { headers } = parsePayload(payload);
      return { name, ...stateChange(headers), pid: requiredInteger(headers, "pid") };
    }
    case "PROCESS_STATE_EXITED": {
      const { headers } = parsePayload(payload);
      const expected = requiredToken(headers, "expected") === "1";
      return { name, ...stateChange(headers), expected, pid: requiredInteger(headers, "pid") };
    }
    case "PROCESS_STATE_FATAL":
    case "PROCESS_STATE_UNKNOWN":
      return { name, ...stateChange(parsePayload(payload).headers) };
    case "PROCESS_LOG_STDOUT":
    case "PROCESS_LOG_STDERR":
      return { name, ...output(parsePayload(payload)) };
    case "PROCESS_COMMUNICATION_STDOUT":
    case "PROCESS_COMMUNICATION_STDERR":
      return { name, ...output(parsePayload(payload)) };
    case "REMOTE_COMMUNICATION":
      return { name, ...remote(payload) };
    case "SUPERVISOR_STATE_CHANGE_RUNNING":
    case "SUPERVISOR_STATE_CHANGE_STOPPING":
      return { name };
    case "TICK_5":
    case "TICK_60":
    case "TICK_3600":
      return { name, when: requiredInteger(parsePayload(payload).headers, "when") };
    case "PROCESS_GROUP_ADDED":
    case "PROCESS_GROUP_REMOVED":
      return { name, group: requiredToken(parsePayload(payload).headers, "groupname") };
    default:
      // Reached with names of other daemons only: the cases above are all that ours has.
      name satisfies never;
      return { name: "EVENT" };
  }
}

function whose(headers: ParsedPayload["headers"]): ProcessRef {
  return {
    process: requiredToken(headers, "processname"),
    group: requiredToken(headers, "groupname"),
  };
}

function stateChange(headers: ParsedPayload["headers"]): ProcessRef & { fromState: ProcessState } {
  const fromState = requiredToken(headers, "from_state");
  if (!isState(fromState)) {
    throw new Error(`Cannot read notification: from_state '${fromState}' is not a process state`);
  }
  return { ...whose(headers), fromState };
}

function output(payload: ParsedPayload): ProcessRef & { pid: number; data: string } {
  const { headers, data } = payload;
  return { ...whose(headers), pid: requiredInteger(headers, "pid"), data };
}

/** The type is free text, so its line is not a list of tokens. */
function remote(payload: string): { type: string; data: string } {
  const end = payload.indexOf("\n");
  if (!payload.startsWith("type:") || end === -1) {
    throw new Error("Cannot read notification: token 'type' is missing");
  }
  return { type: payload.slice("type:".length, end), data: payload.slice(end + 1) };
}

function isState(text: string): text is ProcessState {
  return Object.hasOwn(PROCESS_STATE_CODES, text);
}
