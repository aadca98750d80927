/**
 * The line for how one process fared (ctl.md 5: start, stop, signal, clear).
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import { FAULT_CODES } from "#lib/rpc/fault.ts";

/** What the client wants done with a process. */
export type Action = "start" | "stop" | "signal" | "clear";

/** How a process fared. `name` is `null` where a whole group was named but not understood. */
export interface ProcessResult {
  readonly group: string;
  readonly name: string | null;
  /** 80 (SUCCESS) or a fault code. */
  readonly status: number;
  /** `OK` or the fault string. */
  readonly description: string;
}

const DONE: Readonly<Record<Action, string>> = {
  start: "started",
  stop: "stopped",
  signal: "signalled",
  clear: "cleared",
};

const SIGNAL_PROBLEMS: ReadonlyMap<number, string> = new Map([
  [FAULT_CODES.BAD_NAME, "no such process"],
  [FAULT_CODES.BAD_SIGNAL, "bad signal name"],
  [FAULT_CODES.NOT_RUNNING, "not running"],
]);

const PROBLEMS: Readonly<Record<Action, ReadonlyMap<number, string>>> = {
  start: new Map([
    [FAULT_CODES.BAD_NAME, "no such process"],
    [FAULT_CODES.NO_FILE, "no such file"],
    [FAULT_CODES.NOT_EXECUTABLE, "file is not executable"],
    [FAULT_CODES.ALREADY_STARTED, "already started"],
    [FAULT_CODES.SPAWN_ERROR, "spawn error"],
    [FAULT_CODES.ABNORMAL_TERMINATION, "abnormal termination"],
  ]),
  stop: SIGNAL_PROBLEMS,
  signal: SIGNAL_PROBLEMS,
  clear: new Map([
    [FAULT_CODES.BAD_NAME, "no such process"],
    [FAULT_CODES.FAILED, "failed"],
  ]),
};

/** The process as it is shown, `group:*` for a group (B-22). */
function resultName(result: ProcessResult): string {
  return makeNamespec({ group: result.group, process: result.name });
}

/**
 * The line for a result.
 *
 * @throws {Error} `Unknown result code 30 for x` where Supervisor knows no words for the code
 */
export function resultLine(action: Action, result: ProcessResult): string {
  const name = resultName(result);
  if (result.status === FAULT_CODES.SUCCESS) return `${name}: ${DONE[action]}`;
  const problem = PROBLEMS[action].get(result.status);
  if (problem !== undefined) return `${name}: ERROR (${problem})`;
  if (result.status === FAULT_CODES.FAILED && (action === "stop" || action === "signal")) {
    return result.description;
  }
  throw new Error(
    `Unknown result code ${result.status} for ${name}: ${result.description}`,
  );
}
