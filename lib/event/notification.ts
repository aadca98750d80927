/**
 * An event on its way to listeners: numbered, with its payload as text.
 *
 * @module
 */

import type { SupervisorEvent } from "./events.ts";
import type { ConcreteEventName } from "./hierarchy.ts";
import { type Payload, renderPayload } from "./payload.ts";

/** The most bytes of payload that an event pool holds, in all and hence in one event: 8 MiB. */
export const MAX_POOL_BYTES: number = 8 * 1024 * 1024;

/** An event as all pools that take it share it. */
export interface Notification {
  /** Number of the event among all that some pool accepted, from 0 (`events.md` 2). */
  readonly serial: number;
  /** Its concrete type. */
  readonly name: ConcreteEventName;
  /** `null` when it would be over {@linkcode MAX_POOL_BYTES}: no pool can hold it. */
  readonly payload: Payload | null;
}

/** Renders `event` under its serial number. */
export function toNotification(event: SupervisorEvent, serial: number): Notification {
  return { serial, name: event.name, payload: boundedPayload(event) };
}

function boundedPayload(event: SupervisorEvent): Payload | null {
  // Looked at first, so that data which cannot fit is not even copied.
  if ("data" in event && event.data.length > MAX_POOL_BYTES) return null;
  const payload = renderPayload(event);
  return payload.bytes > MAX_POOL_BYTES ? null : payload;
}
