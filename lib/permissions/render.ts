/**
 * A plan as people read it.
 *
 * @module
 */

import type { Origin } from "#lib/config/config.ts";
import { adviceFor } from "./advice.ts";
import type { PermissionEntry, PermissionKind } from "./entry.ts";
import { permissionFlags } from "./flags.ts";
import type { PermissionPlan } from "./plan_permissions.ts";

/** What each kind lets a daemon do. */
const KINDS: Readonly<Record<PermissionKind, string>> = {
  run: "start these programs, with any arguments",
  read: "read these files, and everything below these directories",
  write: "write, make and remove these files, and everything below these directories",
  net: "listen on and connect to these addresses",
  env: "read these variables",
  sys: "ask for these facts about the system",
};

/** One line for each entry, in columns: kind, value, reason, place; `!` marks what opens more. */
export function planTable(plan: PermissionPlan): readonly string[] {
  const rows = inTable(plan.entries).map(([entry, more]) => [
    entry.danger === undefined ? " " : "!",
    entry.kind,
    more === 0 ? valueOf(entry) : `${valueOf(entry)} (${more} more)`,
    entry.reason,
    placeOf(entry.origin),
  ]);
  const dangers = dangerLines(plan.entries);
  return [
    ...columns([[" ", "KIND", "VALUE", "REASON", "WRITTEN IN"], ...rows]),
    ...(dangers.length === 0 ? [] : ["", "! opens more than its purpose (--explain):", ...dangers]),
  ];
}

/** Each entry with all that is known of it: what it is for, what else it can do, what would avoid it. */
export function planExplanation(plan: PermissionPlan): readonly string[] {
  const kinds = [...new Set(plan.entries.map(({ kind }) => kind))];
  return kinds.flatMap((kind, index) => [
    ...(index === 0 ? [] : [""]),
    `${kind}: the daemon may ${KINDS[kind]}`,
    ...plan.entries.filter((entry) => entry.kind === kind).flatMap(explained),
  ]);
}

/** The entries as JSON values, with the flags. */
export function planDocument(plan: PermissionPlan): Readonly<Record<string, unknown>> {
  return {
    flags: permissionFlags(plan),
    entries: plan.entries.map((entry) => ({
      kind: entry.kind,
      value: entry.value,
      reason: entry.reason,
      file: entry.origin?.file ?? null,
      line: entry.origin?.line ?? null,
      danger: entry.danger ?? null,
      advice: adviceFor(entry) ?? null,
    })),
  };
}

/** A program on `PATH` is looked for at many places: the last one stands for all of them. */
function inTable(
  entries: readonly PermissionEntry[],
): readonly (readonly [entry: PermissionEntry, more: number])[] {
  const rows: [PermissionEntry, number][] = [];
  for (const entry of entries) {
    const before = rows.at(-1);
    if (entry.kind === "read" && before !== undefined && isSameSearch(before[0], entry)) {
      rows[rows.length - 1] = [entry, before[1] + 1];
    } else rows.push([entry, 0]);
  }
  return rows;
}

function isSameSearch(left: PermissionEntry, right: PermissionEntry): boolean {
  return left.kind === right.kind && left.reason === right.reason &&
    left.reason.endsWith(" command") && left.origin === right.origin;
}

function explained(entry: PermissionEntry): readonly string[] {
  const place = placeOf(entry.origin);
  const advice = adviceFor(entry);
  return [
    `  ${valueOf(entry)}`,
    `    for      ${entry.reason}${place === "" ? "" : ` (${place})`}`,
    ...(entry.danger === undefined ? [] : [`    can      ${entry.danger}`]),
    ...(advice === undefined ? [] : [`    instead  ${advice}`]),
  ];
}

function dangerLines(entries: readonly PermissionEntry[]): readonly string[] {
  const dangers = entries.flatMap((entry) =>
    entry.danger === undefined ? [] : [`  ${entry.kind} ${valueOf(entry)}: ${entry.danger}`]
  );
  return [...new Set(dangers)];
}

function valueOf({ value }: PermissionEntry): string {
  return value ?? "(everything)";
}

function placeOf(origin: Origin | null): string {
  return origin === null ? "" : `${origin.file}:${origin.line}`;
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()
  );
}
