/**
 * Which helper programs the daemon may run: those in its permission list.
 *
 * @module
 */

import { HELPER_PATHS, type HelperName } from "#lib/permissions/helpers.ts";
import type { SpawnHelpers } from "./command_line.ts";
import { isGranted } from "./granted.ts";
import type { GroupKiller } from "./process_groups.ts";
import { readRunList } from "./run_list.ts";

/** The helpers for children and for signalling groups; `null` where the list has none. */
export interface HelperPrograms {
  readonly spawn: SpawnHelpers;
  readonly killer: GroupKiller | null;
}

/** Looks at the permissions that this process has. */
export function findHelperPrograms(): HelperPrograms {
  const shell = permittedHelper("shell");
  const kill = permittedHelper("kill");
  return {
    spawn: {
      shell,
      donor: permittedHelper("donor"),
      setpriv: permittedHelper("setpriv"),
      runList: readRunList(),
    },
    killer: kill !== null
      ? { kind: "program", path: kill }
      : shell !== null
      ? { kind: "shell", path: shell }
      : null,
  };
}

/** The path of a helper that is there and that this process may run; `null` when there is none. */
export function permittedHelper(name: HelperName): string | null {
  const isPermitted = (path: string): boolean => isGranted({ kind: "run", value: path });
  return HELPER_PATHS[name].find((path) => isPermitted(path) && exists(path)) ?? null;
}

/** What may not be looked at was listed by somebody who did look. */
function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    return error instanceof Deno.errors.NotCapable;
  }
}
