/**
 * Which helper programs the daemon may run: those in its permission list.
 *
 * @module
 */

import type { SpawnHelpers } from "./command_line.ts";
import type { GroupKiller } from "./process_groups.ts";
import { readRunList } from "./run_list.ts";

/** The helpers for children and for signalling groups; `null` where the list has none. */
export interface HelperPrograms {
  readonly spawn: SpawnHelpers;
  readonly killer: GroupKiller | null;
}

/** Looks at the permissions that this process has. */
export function findHelperPrograms(): HelperPrograms {
  const shell = firstPermitted(["/bin/sh", "/usr/bin/sh"]);
  const kill = firstPermitted(["/bin/kill", "/usr/bin/kill"]);
  return {
    spawn: {
      shell,
      donor: firstPermitted(["/bin/true", "/usr/bin/true"]),
      setpriv: firstPermitted(["/usr/bin/setpriv", "/bin/setpriv"]),
      runList: readRunList(),
    },
    killer: kill !== null
      ? { kind: "program", path: kill }
      : shell !== null
      ? { kind: "shell", path: shell }
      : null,
  };
}

function firstPermitted(paths: readonly string[]): string | null {
  return paths.find((path) => isPermitted(path) && exists(path)) ?? null;
}

function isPermitted(command: string): boolean {
  return Deno.permissions.querySync({ name: "run", command }).state === "granted";
}

/** What may not be looked at was listed by somebody who did look. */
function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    return error instanceof Deno.errors.NotCapable;
  }
}
