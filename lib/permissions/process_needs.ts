/**
 * What one process needs of a daemon that runs already.
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { processHelperEntries } from "./helper_entries.ts";
import { childLogEntries } from "./logs.ts";
import { programEntries } from "./programs.ts";

/** What is needed, by whether something that runs any program can take its place. */
export interface ProcessNeeds {
  /** Executables that are started as the process: a shell, `env` or `setpriv` can start them, too. */
  readonly programs: readonly PermissionEntry[];
  /** Everything else: helpers, logs. */
  readonly others: readonly PermissionEntry[];
}

/**
 * Works out what `process` needs. Looking at the executable is not among it: what may not be looked at
 * can still be tried. `hasShell`: the daemon may run a shell.
 */
export function processNeeds(
  process: ProcessConfig,
  options: { readonly facts: PermissionFacts; readonly hasShell: boolean },
): ProcessNeeds {
  const { facts } = options;
  return {
    programs: programEntries(process, facts).filter(({ kind }) => kind === "run"),
    others: [...childLogEntries(process, facts.cwd), ...processHelperEntries(process, options)],
  };
}
