/**
 * Running `ps`.
 *
 * @module
 */

import { PS_ARGUMENTS } from "./parse_ps.ts";

const PATHS = ["/bin/ps", "/usr/bin/ps"];

/** Runs `ps` and returns what it printed. @throws {Error} with a sentence for the page */
export async function runPs(): Promise<string> {
  const path = PATHS.find(isUsable);
  if (path === undefined) {
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

function isUsable(path: string): boolean {
  if (Deno.permissions.querySync({ name: "run", command: path }).state !== "granted") return false;
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    // What may not be looked at was listed by somebody who did look.
    return error instanceof Deno.errors.NotCapable;
  }
}
