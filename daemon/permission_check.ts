/**
 * Compares what a config needs with the permissions that this process has.
 *
 * @module
 */

import type { Config, ProcessConfig } from "#lib/config/config.ts";
import type { PermissionEntry } from "#lib/permissions/entry.ts";
import type { PermissionFacts } from "#lib/permissions/facts.ts";
import { HELPER_PATHS } from "#lib/permissions/helpers.ts";
import { type Missing, missingFlags, missingFromMessage } from "#lib/permissions/missing.ts";
import { planPermissions } from "#lib/permissions/plan_permissions.ts";
import { processNeeds } from "#lib/permissions/process_needs.ts";
import type { Executables } from "#lib/ports/executables.ts";
import type { Users } from "#lib/ports/users.ts";
import { isGranted } from "./adapters/granted.ts";
import { readRunList, type RunList } from "./adapters/run_list.ts";

const ANY_WRITE: Missing = { kind: "write", value: null };

/** What a check looks at beside the permissions. */
export interface CheckFacts {
  readonly uid: number;
  readonly cwd: string;
  readonly path: string | undefined;
  readonly executables: Executables;
  readonly users: Users;
}

/** Finds what the daemon lacks, for one process or for all of a config. */
export class PermissionCheck {
  readonly #facts: PermissionFacts;
  readonly #list: RunList;
  readonly #known = new WeakMap<ProcessConfig, readonly Missing[]>();

  constructor(facts: CheckFacts, list: RunList = readRunList()) {
    this.#list = list;
    this.#facts = {
      ...facts,
      executables: permittedOr(facts.executables, list),
      includeDirectories: [],
      environment: [],
    };
  }

  /** What is missing to run `process`; none when it can be tried. Permissions never come back. */
  lacks(process: ProcessConfig): readonly Missing[] {
    let missing = this.#known.get(process);
    if (missing === undefined) this.#known.set(process, missing = this.#missingFor(process));
    return missing;
  }

  /** Those of `entries` that this process was not given. */
  missing(entries: readonly PermissionEntry[]): readonly Missing[] {
    return unique(entries.filter((entry) => !this.#isMet(entry)));
  }

  /**
   * One line for each permission that the config needs and this process was not given: a daemon that was
   * not started through its launcher, or that restarts with another config.
   */
  report(config: Config): readonly string[] {
    const { entries } = planPermissions(config, this.#facts);
    const missing = entries.filter((entry) =>
      !this.#isMet(entry) && !(entry.kind === "run" && this.#list.runner !== null)
    );
    return missing.map((entry) =>
      `${entry.reason} needs ${missingFlags([entry])}, which this process was not given`
    );
  }

  #missingFor(process: ProcessConfig): readonly Missing[] {
    if (this.#list.open && process.uid === null && isGranted(ANY_WRITE)) return [];
    const hasShell = HELPER_PATHS.shell.some(this.#list.permits);
    const { programs, others } = processNeeds(process, { facts: this.#facts, hasShell });
    const runs = this.#list.runner === null ? programs : [];
    return this.missing([...runs, ...others]);
  }

  #isMet(entry: PermissionEntry): boolean {
    if (entry.kind !== "run" || entry.value === null) return isGranted(entry);
    const paths = Object.values(HELPER_PATHS).find((paths) => paths.includes(entry.value!));
    return (paths ?? [entry.value]).some(this.#list.permits);
  }
}

/** What an error that Deno threw, or one that it caused, says is missing; `null` for other errors. */
export function missingIn(error: unknown): Missing | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof Deno.errors.NotCapable) return missingFromMessage(each.message);
  }
  return null;
}

/** A helper may be run although it may not be looked at. */
function permittedOr(executables: Executables, list: RunList): Executables {
  const helpers = new Set(Object.values(HELPER_PATHS).flat());
  return {
    probe(path) {
      const kind = executables.probe(path);
      return kind === "unknown" && (helpers.has(path) || list.permits(path)) ? "executable" : kind;
    },
  };
}

function unique(entries: readonly Missing[]): readonly Missing[] {
  const kept = new Map(entries.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }]));
  return [...kept.values()];
}
