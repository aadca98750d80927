/**
 * Process states, their codes and the sets that rules are written in (`PROC-001`).
 *
 * @module
 */

/** The states of a process with the codes that XML-RPC reports. */
export const PROCESS_STATE_CODES = {
  STOPPED: 0,
  STARTING: 10,
  RUNNING: 20,
  BACKOFF: 30,
  STOPPING: 40,
  EXITED: 100,
  FATAL: 200,
  UNKNOWN: 1000,
} as const;

/** A state's name. */
export type ProcessState = keyof typeof PROCESS_STATE_CODES;

/** A state's code. */
export type ProcessStateCode = (typeof PROCESS_STATE_CODES)[ProcessState];

/** Started, or on the way there: `start` answers ALREADY_STARTED, `stop` has something to do. */
export function isRunningState(state: ProcessState): boolean {
  return state === "STARTING" || state === "RUNNING" || state === "BACKOFF";
}

/** At rest: a group may be removed when all its members are here. */
export function isStoppedState(state: ProcessState): boolean {
  return state === "STOPPED" || state === "EXITED" || state === "FATAL" || state === "UNKNOWN";
}

/** There is a process that a signal reaches. */
export function isSignallableState(state: ProcessState): boolean {
  return state === "STARTING" || state === "RUNNING" || state === "STOPPING";
}
