/**
 * Running `ps`.
 *
 * @module
 */

import { permittedHelper } from "#daemon/adapters/helper_programs.ts";
import { PS_ARGUMENTS } from "./parse_ps.ts";

/** Runs `ps` and returns what it printed. @throws {Error} with a sentence for the page */
export async function runPs(): Promise<string> {
  const path = permittedHelper("ps");
  if (path === null) {
    throw new Error("CPU and memory need ps (procps), and the permission to run it: allow_run=");
  }
  const command = new Deno.Command(path, {
    args: [...PS_ARGUMENTS],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  });
  const { success, stdout } = await command.output();
  if (!success) throw new Error(`CPU and memory need procps's ps, '${path}' is another one`);
  return new TextDecoder().decode(stdout);
}
