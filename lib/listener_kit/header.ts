/**
 * The header line of a notification, read.
 *
 * @module
 */

import { requiredInteger, requiredToken } from "./required.ts";
import { parseTokens } from "./tokens.ts";

/** What a header line tells, under Supervisor's own names (`events.md` 2). */
export interface NotificationHeader {
  /** Version of the protocol, `3.0`. */
  readonly ver: string;
  /** `[supervisord] identifier` of the daemon that sends. */
  readonly server: string;
  /** Number of the event in the daemon, from 0; the same when it is delivered again. */
  readonly serial: number;
  /** Name of the listener group. */
  readonly pool: string;
  /** Number of the event in the pool, from 0; the same when it is delivered again. */
  readonly poolserial: number;
  /** Name of the event's type. */
  readonly eventname: string;
  /** Length of the payload in Unicode code points. */
  readonly len: number;
}

/**
 * Reads a header line, with or without its line feed.
 *
 * @throws {Error} when a token is missing or a number is none.
 */
export function parseHeader(line: string): NotificationHeader {
  const tokens = parseTokens(line);
  return {
    ver: requiredToken(tokens, "ver"),
    server: requiredToken(tokens, "server"),
    serial: requiredInteger(tokens, "serial"),
    pool: requiredToken(tokens, "pool"),
    poolserial: requiredInteger(tokens, "poolserial"),
    eventname: requiredToken(tokens, "eventname"),
    len: requiredInteger(tokens, "len"),
  };
}
