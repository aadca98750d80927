/**
 * What finding and starting the programs needs.
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";
import { commandCandidates, resolveCommand } from "#lib/process/command.ts";
import { shellSplit } from "#lib/text/shell_split.ts";
import { grant, grantRun } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { helperEntry } from "./helper_entries.ts";
import { isLoaderVariable } from "./loader_variables.ts";
import { originOf } from "./origin.ts";

/** How the daemon starts a program: itself, or through a helper that becomes the program. */
type Starter = "direct" | "env" | "setpriv" | "none";

/** The executable of a process, and what is needed to find it and to run it. */
export function programEntries(
  process: ProcessConfig,
  facts: PermissionFacts,
): readonly PermissionEntry[] {
  const starter = starterOf(process, facts);
  const account = {
    reason: `${process.section} command`,
    origin: originOf(process, "command"),
  };
  const { looked, run } = executablesOf(process, facts);
  const reads = looked.map((path) => grant("read", { ...account, value: path }));
  const runs = starter === "direct" ? run.map((path) => grantRun(path, account)) : [];
  return [...reads, ...runs, ...starterEntries(starter, { process, facts })];
}

/**
 * The paths that are looked at to find the executable, and those that may then be run. One that does
 * not exist yet may appear later at any of its places.
 */
function executablesOf(
  process: ProcessConfig,
  facts: PermissionFacts,
): { readonly looked: readonly string[]; readonly run: readonly string[] } {
  const surroundings = {
    cwd: facts.cwd,
    path: process.environment["PATH"] ?? facts.path,
    executables: facts.executables,
  };
  const found = resolveCommand(process.command, surroundings);
  if (!found.ok && found.problem !== "not-found") return { looked: [], run: [] };
  const program = found.ok ? found.argv[0]! : shellSplit(process.command)[0]!;
  const candidates = commandCandidates(program, surroundings);
  if (!found.ok) return { looked: candidates, run: candidates };
  const looked = candidates.slice(0, candidates.indexOf(found.file) + 1);
  return { looked, run: [found.file] };
}

function starterOf(process: ProcessConfig, facts: PermissionFacts): Starter {
  if (process.uid !== null && process.uid !== facts.uid) {
    const user = facts.users.byUid(process.uid);
    if (user === null || facts.uid !== 0) return "none";
    if (facts.users.groupsOf(user).some((gid) => gid !== user.gid)) return "setpriv";
  }
  return Object.entries(process.environment).some(([name, value]) => isLoaderVariable(name, value))
    ? "env"
    : "direct";
}

function starterEntries(
  starter: Starter,
  options: { readonly process: ProcessConfig; readonly facts: PermissionFacts },
): readonly PermissionEntry[] {
  if (starter !== "env" && starter !== "setpriv") return [];
  const { process, facts } = options;
  const key = starter === "env" ? "environment" : "user";
  const what = starter === "env" ? "with LD_ variables" : "with its supplementary groups";
  return helperEntry(starter, {
    facts,
    reason: `${process.section} ${key}: starts it ${what}`,
    origin: originOf(process, key),
  });
}
