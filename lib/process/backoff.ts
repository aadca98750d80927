/**
 * The pauses between attempts to start a program (`PROC-006`, `PROC-007`).
 *
 * @module
 */

/** Milliseconds to wait before the attempt that follows failure number `failures` (1, 2, 3 … seconds). */
export function backoffDelay(failures: number): number {
  return failures * 1000;
}

/** Tells whether `failures` failed attempts in a row are too many: `startretries=N` allows N+1 attempts (K-10). */
export function isGivenUp(failures: number, startretries: number): boolean {
  return failures > startretries;
}
