/**
 * Looking at processes that are not children of this one, with `ps`: Deno reads `/proc` only for those
 * who may do everything.
 *
 * @module
 */

import { permittedHelper } from "./helper_programs.ts";

/** A living process. */
export interface SeenProcess {
  readonly pid: number;
  /** The session that it belongs to. */
  readonly session: number;
  /** Whole seconds since it was started. */
  readonly seconds: number;
}

/** The living ones among `pids`; zombies are none. @throws {Error} when `ps` is not there or not permitted */
export async function lookAtProcesses(pids: readonly number[]): Promise<readonly SeenProcess[]> {
  const path = permittedHelper("ps");
  if (path === null) throw new Error("ps (procps) is not there or may not be run");
  const { stdout, stderr } = await new Deno.Command(path, {
    args: ["-o", "pid=,sid=,etimes=,stat=", "-p", pids.join(",")],
    stdin: "null",
    env: { LC_ALL: "C" },
  }).output();
  // Status 1 means that there is none, and so does any other failure of a ps that says nothing.
  const problem = new TextDecoder().decode(stderr).trim();
  if (problem !== "") throw new Error(`'${path}' said: ${problem.split("\n")[0]}`);
  return parseProcesses(new TextDecoder().decode(stdout));
}

/** Reads lines `PID SID SECONDS STATE`. */
export function parseProcesses(text: string): readonly SeenProcess[] {
  return text.split("\n").flatMap((line) => {
    const [pid, session, seconds, state] = line.trim().split(/\s+/);
    if (state === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), session: Number(session), seconds: Number(seconds) }];
  });
}
