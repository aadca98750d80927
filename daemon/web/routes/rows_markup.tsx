/** @jsxImportSource #jsx */

/**
 * The rows of the status table as HTML, made anew only where something has changed: a page of 1,000
 * processes is mostly the one before.
 *
 * @module
 */

import type { VNode } from "preact";
import { cutAt, joined } from "../jsx/string_runtime.ts";
import type { ProcessRow } from "../model/process_row.ts";
import type { UsageReport } from "../model/usage.ts";
import { RowView } from "../views/row_view.tsx";
import { statusText } from "../words/process_words.ts";
import { digest } from "./packed_bytes.ts";

/** Rows that are kept as one piece of HTML: what is made anew when one of them changes. */
const BLOCK = 32;

const NO_CURVE: readonly number[] = [];

/** What a page is made from beside its rows. */
export interface RowsRequest {
  /** Wall-clock milliseconds. */
  readonly now: number;
  readonly usage: UsageReport;
  /** The one whose page is open beside the table. */
  readonly current: string | undefined;
}

/** Where rows stand. */
interface Place {
  /** The place of the first among all. */
  readonly from: number;
  /** Members of a group that has a head. */
  readonly member: boolean;
}

interface CachedRow {
  readonly key: string;
  readonly curve: readonly number[];
  /** Another one for each that was made. */
  readonly id: number;
  /** The row with its status, which goes with the time. */
  readonly node: (status: string) => VNode;
}

interface CachedBlock extends Place {
  readonly rows: readonly ProcessRow[];
  readonly statuses: readonly string[];
  readonly usage: UsageReport;
  readonly mark: string;
  readonly node: VNode;
}

/** Keeps the HTML of rows, and of blocks of rows, for as long as the rows are there. */
export class RowsMarkup {
  readonly #rows = new WeakMap<ProcessRow, CachedRow>();
  /** By the first row of each. */
  readonly #blocks = new WeakMap<ProcessRow, CachedBlock>();
  /** Stands for the status in a row: nobody else can have written it. */
  readonly #slot = crypto.randomUUID();
  #made = 0;
  #marks: string[] = [];

  /** Begins a page. */
  begin(): void {
    this.#marks = [this.#slot];
  }

  /** What the rows of the page in hand were made from: much shorter than they are. */
  get marks(): readonly string[] {
    return this.#marks;
  }

  /** The HTML of rows that stand together. */
  of(rows: readonly ProcessRow[], place: Place, request: RowsRequest): readonly VNode[] {
    const nodes: VNode[] = [];
    for (let at = 0; at < rows.length; at += BLOCK) {
      const from = place.from + at;
      nodes.push(this.#block(rows.slice(at, at + BLOCK), { ...place, from }, request));
    }
    return nodes;
  }

  #block(rows: readonly ProcessRow[], place: Place, request: RowsRequest): VNode {
    const { now, usage, current } = request;
    const first = rows[0]!;
    const cached = this.#blocks.get(first);
    const statuses = rows.map((row) => statusText(row, now));
    const isPlain = current === undefined || rows.every(({ spec }) => spec !== current);
    if (
      isPlain && cached !== undefined && cached.usage === usage &&
      cached.from % 2 === place.from % 2 && cached.member === place.member &&
      isSame(cached.rows, rows) && isSame(cached.statuses, statuses)
    ) {
      this.#marks.push(cached.mark);
      return cached.node;
    }
    const marks: string[] = [];
    const node = joined(rows.map((row, at) => {
      const { id, node } = this.#row(row, { ...place, from: place.from + at }, request);
      marks.push(`${id} ${statuses[at]}`);
      return node(statuses[at]!);
    }));
    const mark = digest(JSON.stringify(marks));
    if (isPlain) this.#blocks.set(first, { ...place, rows, statuses, usage, mark, node });
    this.#marks.push(mark);
    return node;
  }

  #row(row: ProcessRow, { from, member }: Place, request: RowsRequest): CachedRow {
    const { usage } = request;
    const current = row.spec === request.current;
    const own = usage.usages.get(row.spec);
    const curve = usage.curves.get(row.spec) ?? NO_CURVE;
    const key = `${own?.cpu}|${own?.memory}|${from % 2}${member}${current}`;
    const cached = this.#rows.get(row);
    if (cached?.key === key && isSame(cached.curve, curve)) return cached;
    const node = cutAt(
      <RowView
        row={row}
        status={this.#slot}
        usage={own}
        curve={curve}
        shade={from % 2 === 1}
        member={member}
        current={current}
        busy={false}
      />,
      this.#slot,
    );
    const made = { key, curve, id: this.#made++, node };
    this.#rows.set(row, made);
    return made;
  }
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) {
    if (one[at] !== other[at]) return false;
  }
  return true;
}
