/**
 * Events as flat JSON objects, as `/events` streams them: the names of `getProcessInfo` and of the
 * payloads that listeners get, values as numbers, booleans and text.
 *
 * @module
 */

import type { ReceivedEvent } from "#lib/listener_kit/received_event.ts";
import { PROCESS_STATE_CODES } from "#lib/process/state.ts";
import type { SupervisorEvent } from "./events.ts";
import type { ConcreteEventName } from "./hierarchy.ts";
import { decodeOrDescribe } from "./undecodable.ts";

/** A member of a record. */
export type EventField =
  | "process"
  | "group"
  | "from_state"
  | "tries"
  | "expected"
  | "pid"
  | "type"
  | "when"
  | "data";

/** An event without its name. Data that is not valid UTF-8 reads `Undecodable: b'…'` (EVT-043). */
export type EventRecord = Readonly<Partial<Record<EventField, string | number | boolean>>>;

const STATE = ["process", "group", "from_state"] as const;
const OUTPUT = ["process", "group", "pid", "data"] as const;

/** The members that each type has, in the order in which they are written. */
export const EVENT_FIELDS: Readonly<Record<ConcreteEventName, readonly EventField[]>> = {
  PROCESS_STATE_STARTING: [...STATE, "tries"],
  PROCESS_STATE_RUNNING: [...STATE, "pid"],
  PROCESS_STATE_BACKOFF: [...STATE, "tries"],
  PROCESS_STATE_STOPPING: [...STATE, "pid"],
  PROCESS_STATE_EXITED: [...STATE, "expected", "pid"],
  PROCESS_STATE_STOPPED: [...STATE, "pid"],
  PROCESS_STATE_FATAL: STATE,
  PROCESS_STATE_UNKNOWN: STATE,
  PROCESS_LOG_STDOUT: OUTPUT,
  PROCESS_LOG_STDERR: OUTPUT,
  PROCESS_COMMUNICATION_STDOUT: OUTPUT,
  PROCESS_COMMUNICATION_STDERR: OUTPUT,
  REMOTE_COMMUNICATION: ["type", "data"],
  SUPERVISOR_STATE_CHANGE_RUNNING: [],
  SUPERVISOR_STATE_CHANGE_STOPPING: [],
  TICK_5: ["when"],
  TICK_60: ["when"],
  TICK_3600: ["when"],
  PROCESS_GROUP_ADDED: ["group"],
  PROCESS_GROUP_REMOVED: ["group"],
};

/** The record of an event. */
export function toEventRecord(event: SupervisorEvent): EventRecord {
  const values = event as unknown as Readonly<Record<string, string | number | boolean>>;
  const record: Partial<Record<EventField, string | number | boolean>> = {};
  for (const field of EVENT_FIELDS[event.name]) record[field] = values[memberOf(field)]!;
  if ("data" in event && typeof event.data !== "string") record.data = decodeOrDescribe(event.data);
  return record;
}

/**
 * The event that a record of the type `name` stands for. Members beyond those of the type are passed
 * over.
 *
 * @throws {Error} when a member is missing or of the wrong type
 */
export function fromEventRecord(name: string, record: unknown): ReceivedEvent {
  if (!isConcrete(name)) return { name: "EVENT" };
  if (typeof record !== "object" || record === null) {
    throw new Error(`Cannot read event ${name}: '${JSON.stringify(record)}' is not an object`);
  }
  const event: Record<string, unknown> = { name };
  for (const field of EVENT_FIELDS[name]) {
    const value = (record as Readonly<Record<string, unknown>>)[field];
    if (!isValid(field, value)) {
      throw new Error(`Cannot read event ${name}: ${field} '${JSON.stringify(value)}' is unusable`);
    }
    event[memberOf(field)] = value;
  }
  return event as unknown as ReceivedEvent;
}

/** The member of a {@linkcode SupervisorEvent} that a field is made from. */
function memberOf(field: EventField): string {
  return field === "from_state" ? "fromState" : field;
}

function isConcrete(name: string): name is ConcreteEventName {
  return Object.hasOwn(EVENT_FIELDS, name);
}

function isValid(field: EventField, value: unknown): boolean {
  switch (field) {
    case "tries":
    case "pid":
    case "when":
      return Number.isInteger(value);
    case "expected":
      return typeof value === "boolean";
    case "from_state":
      return typeof value === "string" && Object.hasOwn(PROCESS_STATE_CODES, value);
    default:
      return typeof value === "string";
  }
}
