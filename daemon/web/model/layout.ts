/**
 * How rows are put into groups.
 *
 * @module
 */

import { type Filter, isFiltering, matches, sortRows } from "./filter.ts";
import { healthOf, type ProcessRow } from "./process_row.ts";
import type { Usage } from "./usage.ts";

/** Up to so many processes every group is open: there is room for all. */
const ROOM_FOR_ALL = 12;

/** Rows that stand together. */
export interface Section {
  /** The group, `null` where rows stand without a head: alone, or in another order than by name. */
  readonly group: string | null;
  readonly specs: readonly string[];
  /** Whether the members are shown unless somebody folded or opened the group by hand. */
  readonly open: boolean;
}

/** Puts the rows that are to be seen into sections. `rows` are sorted by group and name. */
export function layOut(
  rows: readonly ProcessRow[],
  options: { readonly filter: Filter; usageOf(spec: string): Usage | undefined },
): readonly Section[] {
  const { filter } = options;
  const shown = rows.filter((row) => matches(row, filter));
  if (filter.sort !== "name") {
    const sorted = sortRows(shown, { ...options, sort: filter.sort });
    return [{ group: null, specs: sorted.map(({ spec }) => spec), open: true }];
  }
  const sizes = sizesOf(rows);
  const sections: { group: string | null; specs: string[]; open: boolean }[] = [];
  for (const [group, members] of Map.groupBy(shown, (row) => row.group)) {
    const specs = members.map(({ spec }) => spec);
    const last = sections.at(-1);
    if ((sizes.get(group) ?? 0) > 1) {
      const open = rows.length <= ROOM_FOR_ALL || isFiltering(filter) ||
        members.some((row) => healthOf(row) === "trouble");
      sections.push({ group, specs, open });
    } else if (last?.group === null) {
      last.specs.push(...specs);
    } else {
      sections.push({ group: null, specs, open: true });
    }
  }
  return sections;
}

function sizesOf(rows: readonly ProcessRow[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { group } of rows) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}
