/**
 * Which rows are shown, and in which order: the same rules for the server, which reads them from the
 * address, and for the browser.
 *
 * @module
 */

import { type Health, healthOf, type ProcessRow } from "./process_row.ts";
import type { Usage } from "./usage.ts";

/** What rows are ordered by. */
export type SortKey = "name" | "state" | "uptime" | "restarts" | "cpu" | "memory";

/** What somebody wants to see. */
export interface Filter {
  /** Words that must all be part of the name or the state, in any case. */
  readonly words: string;
  /** Only processes in trouble. */
  readonly trouble: boolean;
  readonly sort: SortKey;
}

/** Everything, by name. */
export const NO_FILTER: Filter = { words: "", trouble: false, sort: "name" };

/** The orders, with what they are called. */
export const SORT_KEYS: readonly (readonly [key: SortKey, label: string])[] = [
  ["name", "Name"],
  ["state", "Worst first"],
  ["uptime", "Latest change"],
  ["restarts", "Restarts"],
  ["cpu", "CPU"],
  ["memory", "Memory"],
];

/** Reads `q`, `only` and `sort` of an address. */
export function parseFilter(query: { get(name: string): string | null }): Filter {
  const sort = query.get("sort");
  return {
    words: query.get("q") ?? "",
    trouble: query.get("only") === "trouble",
    sort: SORT_KEYS.find(([key]) => key === sort)?.[0] ?? "name",
  };
}

/** The filter as the query of an address, empty or with its question mark. */
export function filterQuery(filter: Filter): string {
  const query = new URLSearchParams(filterFields(filter).map(([name, value]) => [name, value]));
  return query.size === 0 ? "" : `?${query}`;
}

/** The filter as the fields of a form: what differs from {@linkcode NO_FILTER}. */
export function filterFields(filter: Filter): readonly (readonly [name: string, value: string])[] {
  return [
    ...(filter.words === "" ? [] : [["q", filter.words] as const]),
    ...(filter.trouble ? [["only", "trouble"] as const] : []),
    ...(filter.sort === "name" ? [] : [["sort", filter.sort] as const]),
  ];
}

/** Whether it hides anything. */
export function isFiltering(filter: Filter): boolean {
  return filter.trouble || filter.words.trim() !== "";
}

/** Whether a row is among what is shown. */
export function matches(row: ProcessRow, filter: Filter): boolean {
  if (filter.trouble && healthOf(row) !== "trouble") return false;
  if (filter.words === "") return true;
  const words = filter.words.toLowerCase().split(/\s+/);
  const text = `${row.spec} ${row.group} ${row.state}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The rows that are shown, in their order. */
export function shownOf(rows: readonly ProcessRow[], filter: Filter): readonly ProcessRow[] {
  return isFiltering(filter) ? rows.filter((row) => matches(row, filter)) : rows;
}

const HEALTH_ORDER: Readonly<Record<Health, number>> = { trouble: 0, moving: 1, idle: 2, up: 3 };

/** The rows in the wanted order; equal ones stay as they are. */
export function sortRows(
  rows: readonly ProcessRow[],
  options: { readonly sort: SortKey; usageOf(spec: string): Usage | undefined },
): readonly ProcessRow[] {
  const { sort, usageOf } = options;
  if (sort === "name") return rows;
  const rank = (row: ProcessRow): number => {
    switch (sort) {
      case "state":
        return HEALTH_ORDER[healthOf(row)];
      case "uptime":
        return -(row.since ?? 0);
      case "restarts":
        return -row.restarts;
      case "cpu":
        return -(usageOf(row.spec)?.cpu ?? -1);
      case "memory":
        return -(usageOf(row.spec)?.memory ?? -1);
    }
  };
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
