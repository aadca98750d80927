import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";

const PROBLEMS: ReadonlyMap<number, string> = new Map([
  [FAULT_CODES.NO_FILE, "no log file"],
  [FAULT_CODES.FAILED, "unknown error reading log"],
  [FAULT_CODES.BAD_NAME, "no such process name"],
]);

/** Why a log cannot be shown, in Supervisor's words; `null` when the error is about something else. */
export function logProblem(error: unknown): string | null {
  return error instanceof Fault ? PROBLEMS.get(error.code) ?? null : null;
}
