/** A part of the inventory: its prefix, how many rows it has, and what it is about. */
export interface Area {
  readonly prefix: string;
  readonly count: number;
}

/** The inventory of Supervisor's features, 398 rows. */
export const AREAS: readonly Area[] = [
  { prefix: "CFG", count: 128 },
  { prefix: "CLI", count: 27 },
  { prefix: "PROC", count: 57 },
  { prefix: "LOG", count: 18 },
  { prefix: "HTTP", count: 17 },
  { prefix: "RPC", count: 51 },
  { prefix: "CTL", count: 37 },
  { prefix: "EVT", count: 45 },
  { prefix: "WEB", count: 18 },
];

/** The ids of all rows, `CFG-001` first. */
export function allIds(): readonly string[] {
  return AREAS.flatMap(({ prefix, count }) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, "0")}`)
  );
}
