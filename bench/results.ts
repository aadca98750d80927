import type { SubjectKind } from "#tests/support/subject_command.ts";
import { type Row, ROWS } from "./rows.ts";
import { median } from "./statistics.ts";

/** What came out for one row. */
export interface Result {
  readonly row: Row;
  readonly denvisord: number;
  readonly supervisord: number;
  /** How many times as good as supervisord; NaN where both are 0. */
  readonly ratio: number;
  readonly samples: number;
}

/** Collects samples and knows which rows are wanted. */
export class Results {
  readonly #wanted: ReadonlySet<string>;
  readonly #samples = new Map<string, Record<SubjectKind, number[]>>();

  /** @param wanted Names of rows. */
  constructor(wanted: Iterable<string>) {
    this.#wanted = new Set(wanted);
  }

  /** Tells whether any of these rows is wanted. */
  wants(...names: readonly string[]): boolean {
    return names.some((name) => this.#wanted.has(name));
  }

  /** Adds a sample. */
  add(name: string, kind: SubjectKind, ...values: readonly number[]): void {
    const samples = this.#samples.get(name) ?? { denvisord: [], supervisord: [] };
    samples[kind].push(...values);
    this.#samples.set(name, samples);
  }

  /** Everything that was measured and wanted, in the order of the table. */
  all(): readonly Result[] {
    return ROWS.flatMap((row) => {
      const samples = this.#samples.get(row.name);
      if (samples === undefined || !this.wants(row.name)) return [];
      const summed = row.name.endsWith("-lost");
      const [denvisord, supervisord] = [samples.denvisord, samples.supervisord]
        .map((values) => summed ? sum(values) : median(values)) as [number, number];
      const ratio = row.better === "less" ? supervisord / denvisord : denvisord / supervisord;
      return [{ row, denvisord, supervisord, ratio, samples: samples.denvisord.length }];
    });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
