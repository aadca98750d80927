/**
 * How all processes fare, or those of a group, in numbers and in words.
 *
 * @module
 */

import { type Health, healthOf, type ProcessRow } from "./process_row.ts";

/** How many processes there are of each health. */
export interface Summary extends Readonly<Record<Health, number>> {
  readonly total: number;
}

/** Counts. */
export function summarize(rows: Iterable<ProcessRow>): Summary {
  const counts = { up: 0, moving: 0, idle: 0, trouble: 0, total: 0 };
  for (const row of rows) {
    counts[healthOf(row)]++;
    counts.total++;
  }
  return counts;
}

/** `3 of 42 are not well`, `All 42 are running`. */
export function headline(summary: Summary): string {
  const { total, trouble, up, idle, moving } = summary;
  if (total === 0) return "No programs to manage";
  if (trouble > 0) {
    if (total === 1) return "It is not well";
    return `${trouble} of ${total} ${trouble === 1 ? "is" : "are"} not well`;
  }
  if (up === total) return total === 1 ? "It is running" : `All ${total} are running`;
  const others = [
    ...(moving > 0 ? [`${moving} on the way`] : []),
    ...(idle > 0 ? [`${idle} at rest`] : []),
  ];
  return `${up} of ${total} ${up === 1 ? "is" : "are"} running, ${others.join(", ")}`;
}

/** `8 running`, `6 of 8 running, 2 not well`; for the head of a group. */
export function groupLine(summary: Summary): string {
  const { total, trouble, up, idle, moving } = summary;
  if (up === total) return `${total} running`;
  const others = [
    ...(trouble > 0 ? [`${trouble} not well`] : []),
    ...(moving > 0 ? [`${moving} on the way`] : []),
    ...(idle > 0 ? [`${idle} at rest`] : []),
  ];
  return `${up} of ${total} running, ${others.join(", ")}`;
}
