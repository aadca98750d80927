/**
 * The payload text of every event type, to the byte as listeners expect it (`events.md` 1).
 *
 * @module
 */

import type {
  Channel,
  ProcessCommunicationEvent,
  ProcessLogEvent,
  ProcessRef,
  ProcessStateEvent,
  SupervisorEvent,
} from "./events.ts";
import { measureText, type TextSize } from "./text_size.ts";
import { decodeOrDescribe } from "./undecodable.ts";

/** A payload with its size. */
export interface Payload extends TextSize {
  /** What listeners get, before it is encoded as UTF-8. */
  readonly text: string;
}

/**
 * The payload of an event. It does not share memory with the event's data.
 *
 * Names and remote data go in as they are; whoever creates groups and accepts calls checks them.
 */
export function renderPayload(event: SupervisorEvent): Payload {
  const head = headOf(event);
  if (!("data" in event)) return { text: head, ...measureText(head) };
  if (typeof event.data === "string") {
    // Measured as a whole: texts that were cut out of a request hold on to all of it, and so does what is
    // put together of them until somebody looks at its characters, which makes it one plain text.
    const text = head + event.data;
    return { text, ...measureText(text) };
  }
  const data = decodeOrDescribe(event.data);
  const headSize = measureText(head);
  const dataSize = measureData(data, event.data);
  return {
    text: head + data,
    codePoints: headSize.codePoints + dataSize.codePoints,
    bytes: headSize.bytes + dataSize.bytes,
  };
}

/** The stream that a log or communication event was read from. */
export function channelOf(name: (ProcessLogEvent | ProcessCommunicationEvent)["name"]): Channel {
  return name.endsWith("_STDOUT") ? "stdout" : "stderr";
}

/** Log chunks are mostly ASCII and can come by the megabyte: for them no character is looked at. */
function measureData(text: string, source: Uint8Array): TextSize {
  if (source.length === text.length) {
    return { codePoints: text.length, bytes: text.length };
  }
  return measureText(text);
}

function headOf(event: SupervisorEvent): string {
  switch (event.name) {
    case "PROCESS_LOG_STDOUT":
    case "PROCESS_LOG_STDERR":
      return `${who(event)} pid:${event.pid} channel:${channelOf(event.name)}\n`;
    case "PROCESS_COMMUNICATION_STDOUT":
    case "PROCESS_COMMUNICATION_STDERR":
      return `${who(event)} pid:${event.pid}\n`;
    case "REMOTE_COMMUNICATION":
      return `type:${event.type}\n`;
    case "SUPERVISOR_STATE_CHANGE_RUNNING":
    case "SUPERVISOR_STATE_CHANGE_STOPPING":
      return "";
    case "TICK_5":
    case "TICK_60":
    case "TICK_3600":
      return `when:${event.when}`;
    case "PROCESS_GROUP_ADDED":
    case "PROCESS_GROUP_REMOVED":
      // The only payload without data that ends its line (K-26).
      return `groupname:${event.group}\n`;
    default:
      return `${who(event)} from_state:${event.fromState}${stateValues(event)}`;
  }
}

function stateValues(event: ProcessStateEvent): string {
  switch (event.name) {
    case "PROCESS_STATE_STARTING":
    case "PROCESS_STATE_BACKOFF":
      return ` tries:${event.tries}`;
    case "PROCESS_STATE_EXITED":
      return ` expected:${event.expected ? 1 : 0} pid:${event.pid}`;
    case "PROCESS_STATE_RUNNING":
    case "PROCESS_STATE_STOPPING":
    case "PROCESS_STATE_STOPPED":
      return ` pid:${event.pid}`;
    case "PROCESS_STATE_FATAL":
    case "PROCESS_STATE_UNKNOWN":
      return "";
  }
}

function who(event: ProcessRef): string {
  return `processname:${event.process} groupname:${event.group}`;
}
