/**
 * The programs that the daemon itself runs, for what Deno cannot do.
 *
 * @module
 */

import type { Executables } from "#lib/ports/executables.ts";

/** A helper's job. */
export type HelperName = "donor" | "env" | "kill" | "logger" | "ps" | "setpriv" | "shell";

/** Where each helper may be, the preferred place first. */
export const HELPER_PATHS: Readonly<Record<HelperName, readonly string[]>> = {
  donor: ["/bin/true", "/usr/bin/true"],
  env: ["/usr/bin/env", "/bin/env"],
  kill: ["/bin/kill", "/usr/bin/kill"],
  logger: ["/usr/bin/logger", "/bin/logger"],
  ps: ["/bin/ps", "/usr/bin/ps"],
  setpriv: ["/usr/bin/setpriv", "/bin/setpriv"],
  shell: ["/bin/sh", "/usr/bin/sh"],
};

/** The path of a helper on this machine, `null` when it has none. */
export function findHelper(name: HelperName, executables: Executables): string | null {
  return HELPER_PATHS[name].find((path) => executables.probe(path) === "executable") ?? null;
}
