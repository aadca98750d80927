/** The last second that a signed 32-bit integer can name: 19 January 2038, 03:14:07 UTC. */
const LAST_SECOND = 2_147_483_647;

/**
 * A time as `getProcessInfo` reports it: whole unix seconds, capped to 32 bits because XML-RPC's
 * `int` has no more for a strict reader (`RPC-051`).
 *
 * @param milliseconds since the epoch; 0 for never
 */
export function toWireTime(milliseconds: number): number {
  const seconds = Math.floor(milliseconds / 1000);
  return Math.max(-LAST_SECOND - 1, Math.min(LAST_SECOND, seconds));
}
