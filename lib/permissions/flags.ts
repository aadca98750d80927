/**
 * From a plan to the words of a Deno command line.
 *
 * @module
 */

import type { PermissionEntry, PermissionKind } from "./entry.ts";
import type { PermissionPlan } from "./plan_permissions.ts";

/** Nobody is asked at run time, and no code comes from anywhere but this machine. */
const FIXED_FLAGS = ["--no-prompt", "--cached-only", "--deny-import"];

/** The flags for `deno run`, in the order of the plan. A kind without entries has no flag: it is denied. */
export function permissionFlags(plan: PermissionPlan): readonly string[] {
  const kinds = new Set(plan.entries.map(({ kind }) => kind));
  return [...FIXED_FLAGS, ...[...kinds].map((kind) => flagOf(kind, plan.entries))];
}

/**
 * Entries that no Deno command line can hold: lists are parted by commas, and a comma cannot be
 * escaped. A variable whose name ends in `*` would be a pattern.
 */
export function unlistable(plan: PermissionPlan): readonly PermissionEntry[] {
  return plan.entries.filter(({ kind, value }) =>
    value !== null &&
    (value.includes(",") || value === "" || (kind === "env" && value.includes("*")))
  );
}

/** The values of a kind that are granted, each once and none that another one covers; `null` = all. */
export function grantedValues(
  kind: PermissionKind,
  entries: readonly PermissionEntry[],
): readonly string[] | null {
  const values = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== kind) continue;
    if (entry.value === null) return null;
    values.add(entry.value);
  }
  const isPath = kind === "read" || kind === "write";
  return [...values].filter((value) => !isPath || !isCovered(value, values));
}

/** Tells whether a directory above `path` is in the list. */
export function isCovered(path: string, list: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (list.has(path.slice(0, end))) return true;
  }
  return path !== "/" && list.has("/");
}

function flagOf(kind: PermissionKind, entries: readonly PermissionEntry[]): string {
  const values = grantedValues(kind, entries);
  return values === null ? `--allow-${kind}` : `--allow-${kind}=${values.join(",")}`;
}
