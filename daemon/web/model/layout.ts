/**
 * How rows are put into groups.
 *
 * @module
 */

import { type Filter, isFiltering, shownOf, sortRows } from "./filter.ts";
import { healthOf, type ProcessRow } from "./process_row.ts";
import type { Usage } from "./usage.ts";

/** Up to so many processes every group is open: there is room for all. */
const ROOM_FOR_ALL = 12;

/** Rows that stand together. */
export interface Section {
  /** The group, `null` where rows stand without a head: alone, or in another order than by name. */
  readonly group: string | null;
  readonly rows: readonly ProcessRow[];
  /** Whether the members are shown unless somebody folded or opened the group by hand. */
  readonly open: boolean;
}

/** Puts the rows that are to be seen into sections. `rows` are sorted by group and name. */
export function layOut(
  rows: readonly ProcessRow[],
  options: { readonly filter: Filter; usageOf(spec: string): Usage | undefined },
): readonly Section[] {
  const { filter } = options;
  const shown = shownOf(rows, filter);
  if (filter.sort !== "name") {
    return [{ group: null, rows: sortRows(shown, { ...options, sort: filter.sort }), open: true }];
  }
  const sizes = sizesOf(rows);
  const sections: { group: string | null; rows: ProcessRow[]; open: boolean }[] = [];
  for (const [group, members] of Map.groupBy(shown, (row) => row.group)) {
    const last = sections.at(-1);
    if ((sizes.get(group) ?? 0) > 1) {
      const open = rows.length <= ROOM_FOR_ALL || isFiltering(filter) ||
        members.some((row) => healthOf(row) === "trouble");
      sections.push({ group, rows: members, open });
    } else if (last?.group === null) {
      last.rows.push(...members);
    } else {
      sections.push({ group: null, rows: members, open: true });
    }
  }
  return sections;
}

/** Whether the same processes stand at the same places; how they fare may differ. */
export function isSameLayout(one: readonly Section[], other: readonly Section[]): boolean {
  return one.length === other.length && one.every(({ group, open, rows }, at) => {
    const section = other[at]!;
    return section.group === group && section.open === open &&
      section.rows.length === rows.length &&
      rows.every(({ spec }, place) => spec === section.rows[place]!.spec);
  });
}

function sizesOf(rows: readonly ProcessRow[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { group } of rows) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}
