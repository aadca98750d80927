import type { Notification } from "./notification.ts";

/**
 * Judges a listener's result for an event (`result_handler`): `true` accepts, `false` rejects so that
 * the event is delivered again; an exception also does, and takes the listener out of service.
 */
export type ResultHandler = (event: Notification, result: Uint8Array) => boolean;

/** `supervisor.dispatchers:default_handler`: exactly `OK` accepts, anything else rejects (K-27). */
export function acceptOk(_event: Notification, result: Uint8Array): boolean {
  return result.length === 2 && result[0] === 0x4f && result[1] === 0x4b;
}
