/**
 * Whether a process that ended by itself is started again (`PROC-009`).
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";

/** Tells whether an exit status is one that the program's `exitcodes` expects. A signal (-1) never is. */
export function isExpectedExit(
  exitstatus: number,
  rules: Pick<ProcessConfig, "exitcodes">,
): boolean {
  return rules.exitcodes.includes(exitstatus);
}

/** Tells whether the program is started again after an exit that was `expected` or not. */
export function restartsAfterExit(
  expected: boolean,
  rules: Pick<ProcessConfig, "autorestart">,
): boolean {
  switch (rules.autorestart) {
    case "true":
      return true;
    case "false":
      return false;
    case "unexpected":
      return !expected;
  }
}
