/**
 * The header line that goes before a payload on a listener's stdin (`events.md` 2).
 *
 * @module
 */

import type { EventName } from "./names.ts";

/** What a header line tells. */
export interface Envelope {
  /**
   * `[supervisord] identifier`. Blanks or a colon in it split into tokens that no listener can read:
   * loading the config warns of them (B-29).
   */
  readonly server: string;
  /** Number of the event in the daemon, from 0. */
  readonly serial: number;
  /** Name of the listener group. */
  readonly pool: string;
  /** Number of the event in the pool, from 0. */
  readonly poolSerial: number;
  /** Name of its concrete type. */
  readonly eventName: EventName;
  /** Length of the payload in code points, not bytes (K-25). */
  readonly length: number;
}

/** The header line with its line feed; the payload follows at once and nothing follows the payload. */
export function envelopeLine(envelope: Envelope): string {
  const { server, serial, pool, poolSerial, eventName, length } = envelope;
  return `ver:3.0 server:${server} serial:${serial} pool:${pool} poolserial:${poolSerial} ` +
    `eventname:${eventName} len:${length}\n`;
}
