import type { SupervisorEvent } from "#lib/event/events.ts";
import { type Notification, toNotification } from "#lib/event/notification.ts";

/** The serial number after `serial`; it starts again from 0 when numbers run out, as Supervisor's do. */
export function nextSerial(serial: number): number {
  return serial >= Number.MAX_SAFE_INTEGER ? 0 : serial + 1;
}

/**
 * The daemon's one counter of events that some pool accepted (EVT-030). Make one for the lifetime of
 * the daemon process: it goes on when the daemon restarts itself on SIGHUP.
 */
export class EventSerials {
  #serial = -1;
  #emission: number | null = null;
  #notification: Notification | null = null;

  /**
   * The numbered and rendered form of an event, made when the first pool asks for it and shared by
   * the pools after it.
   *
   * @param emission The bus's number of the `emit` call, which tells one occurrence from the next.
   */
  notification(event: SupervisorEvent, emission: number): Notification {
    if (this.#notification === null || this.#emission !== emission) {
      this.#serial = nextSerial(this.#serial);
      this.#notification = toNotification(event, this.#serial);
      this.#emission = emission;
    }
    return this.#notification;
  }
}
