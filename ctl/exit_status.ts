/**
 * What the exit status of `svctl` says, after the Linux Standard Base (`CTL-025`, K-07).
 *
 * @module
 */

import { FAULT_CODES } from "#lib/rpc/fault.ts";

/** Exit statuses of every command but `status`. */
export const EXIT_STATUS = {
  SUCCESS: 0,
  GENERIC: 1,
  INVALID_ARGS: 2,
  UNIMPLEMENTED_FEATURE: 3,
  INSUFFICIENT_PRIVILEGES: 4,
  NOT_INSTALLED: 5,
  NOT_RUNNING: 7,
} as const;

/** Exit statuses of `status`. */
export const STATUS_EXIT_STATUS = {
  /** Some listed process is in STOPPED, EXITED, FATAL or UNKNOWN. */
  NOT_RUNNING: 3,
  /** Unknown name, or the daemon did not answer. */
  UNKNOWN: 4,
} as const;

const DEAD_PROGRAM: readonly number[] = [
  FAULT_CODES.SPAWN_ERROR,
  FAULT_CODES.ABNORMAL_TERMINATION,
  FAULT_CODES.NOT_RUNNING,
];

/**
 * The exit status that one process's result asks for, `null` when it leaves the status alone.
 *
 * @param code 80 (SUCCESS) or a fault code
 * @param ignored the fault code that counts as success for this command (ctl.md 3)
 */
export function exitStatusOf(code: number, ignored: number | null = null): number | null {
  if (code === FAULT_CODES.SUCCESS || code === ignored) return null;
  return DEAD_PROGRAM.includes(code) ? EXIT_STATUS.NOT_RUNNING : EXIT_STATUS.GENERIC;
}
