/**
 * What a daemon would need and was not given: as flags, and as a sentence with the ways to give it.
 *
 * @module
 */

import type { PermissionEntry, PermissionKind } from "./entry.ts";

/** A permission that is missing. */
export type Missing = Pick<PermissionEntry, "kind" | "value">;

/** The flags for what is missing, one a kind: `--allow-run=/opt/a,/opt/b --allow-write=/var/log/a`. */
export function missingFlags(missing: readonly Missing[]): string {
  return byKind(missing).map(([kind, values]) => `--allow-${kind}${valuesOf(values)}`).join(" ");
}

/**
 * Why something cannot be done with the permissions that the daemon has, with the ways to give it what
 * is `missing`. All of them begin with a new start, because what a process may do can only shrink.
 */
export function refusalText(missing: readonly Missing[]): string {
  const options = byKind(missing).filter(([kind]) => kind !== "sys")
    .map(([kind, values]) => `allow_${kind}${valuesOf(values)}`);
  if (missing.some(({ kind }) => kind === "run")) options.push("permissions=open");
  const ways = options.length === 0
    ? ""
    : `, or grant it from a start on with ${options.join(" or ")} in [supervisord]`;
  return `needs ${missingFlags(missing)}, and permissions are fixed while a daemon lives: ` +
    `stop and start it through denvisord (a reload cannot widen)${ways}`;
}

/** The flags that a {@linkcode refusalText} names, `null` for any other text. */
export function flagsOfRefusal(text: string): string | null {
  return /^needs (--allow-.*?), and permissions are fixed while a daemon lives: /.exec(text)?.[1] ??
    null;
}

/** What Deno's message says that is missing; `null` for any other message. */
export function missingFromMessage(message: string): Missing | null {
  const [, kind, , value] =
    /^Requires (run|read|write|net|env|sys) access(?: to ("?)(.*?)\2)?, run again/.exec(message) ??
      [];
  if (kind !== undefined) return { kind: kind as PermissionKind, value: value ?? null };
  // A child's environment with LD_ variables needs the whole kind.
  return message.startsWith("Requires --allow-run permissions")
    ? { kind: "run", value: null }
    : null;
}

function byKind(missing: readonly Missing[]): [PermissionKind, (string | null)[]][] {
  const kinds = new Map<PermissionKind, Set<string | null>>();
  for (const { kind, value } of missing) {
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(value));
  }
  return [...kinds].map(([kind, values]) => [kind, [...values]]);
}

function valuesOf(values: readonly (string | null)[]): string {
  return values.includes(null) ? "" : `=${values.join(",")}`;
}
