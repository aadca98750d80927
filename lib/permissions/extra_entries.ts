/**
 * What a configuration asks for by name: `allow_run=` and its kind, and `permissions=open`.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { commandCandidates } from "#lib/process/command.ts";
import { DANGER_ANYTHING } from "./danger.ts";
import { grant, grantRun } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { accountOf } from "./origin.ts";

/** The entries that `[supervisord]` lists itself. */
export function extraEntries(config: Config, facts: PermissionFacts): readonly PermissionEntry[] {
  const { allowRun, allowRead, allowWrite, allowNet, allowEnv, permissions } = config.supervisord;
  const listed = (kind: "read" | "write" | "net" | "env", values: readonly string[]) =>
    values.map((value) => grant(kind, { ...accountOf(config, `allow_${kind}`), value }));
  const open = grant("run", { ...accountOf(config, "permissions"), value: null });
  return [
    ...(permissions === "open" ? [{ ...open, danger: DANGER_ANYTHING }] : []),
    ...matching(allowRun, facts).map((word) =>
      grantRun(findExecutable(word, facts), accountOf(config, "allow_run"))
    ),
    ...listed("read", matching(allowRead, facts)),
    ...listed("write", matching(allowWrite, facts)),
    ...listed("net", allowNet),
    ...listed("env", allowEnv),
  ];
}

/** What there is of patterns now; Deno's lists know none. */
function matching(values: readonly string[], { glob }: PermissionFacts): readonly string[] {
  return values.flatMap((value) => /[*?[]/.test(value) ? glob?.(value) ?? [] : [value]);
}

/** The path that a word of `allow_run` means: a name is looked for on the daemon's `PATH`. */
export function findExecutable(word: string, facts: PermissionFacts): string {
  const candidates = commandCandidates(word, facts);
  const exists = (path: string) => facts.executables.probe(path) !== "missing";
  return candidates.find(exists) ?? candidates[0]!;
}
