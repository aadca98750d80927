/**
 * All that the page knows, as signals.
 *
 * @module
 */

/// <reference lib="dom" />

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { DaemonFacts } from "../model/daemon_facts.ts";
import { type Filter, NO_FILTER } from "../model/filter.ts";
import { isSameLayout, layOut, type Section } from "../model/layout.ts";
import type { LiveMessage, UsageEntry } from "../model/live_message.ts";
import type { ProcessDetail } from "../model/process_detail.ts";
import type { ProcessRow } from "../model/process_row.ts";
import type { MemoryCurve, Usage } from "../model/usage.ts";

/** Most points of a curve. */
const MOST_POINTS = 40;

/** What is sampled of a process. */
export interface Measured {
  readonly usage: Usage | undefined;
  readonly curve: readonly number[];
}

/** How the stream of changes is doing. Times are the browser's. */
export type Connection =
  | { readonly kind: "open" }
  | { readonly kind: "lost" | "leaving"; readonly since: number };

/** Milliseconds that the daemon's clock may seem to go wrong. */
const CLOCK_TOLERANCE_MS = 1500;

const NOTHING: Measured = { usage: undefined, curve: [] };

/** The state of the page. */
export class Store {
  readonly facts: Signal<DaemonFacts>;
  readonly token: Signal<string> = signal("");
  readonly filter: Signal<Filter> = signal(NO_FILTER);
  readonly message: Signal<string | null> = signal(null);
  readonly usageProblem: Signal<string | null> = signal(null);
  readonly connection: Signal<Connection> = signal({ kind: "open" });
  /** The process whose page is open. */
  readonly selected: Signal<string | null> = signal(null);
  readonly detail: Signal<ProcessDetail | null> = signal(null);
  /** The memory of the process whose page is open. */
  readonly memory: Signal<MemoryCurve | null> = signal(null);
  /** Processes that something was asked of. */
  readonly busy: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Groups that were folded or opened by hand. */
  readonly folds: Signal<ReadonlyMap<string, boolean>> = signal(new Map<string, boolean>());
  /** The pointer is over the table: nothing may move there. */
  readonly pointing: Signal<boolean> = signal(false);
  /** The daemon's clock, to the second. */
  readonly now: Signal<number> = signal(0);
  readonly sections: ReadonlySignal<readonly Section[]>;
  /** All rows, sorted by group and name. */
  readonly all: ReadonlySignal<readonly ProcessRow[]>;
  readonly #order = signal<readonly string[]>([]);
  readonly #rows = new Map<string, Signal<ProcessRow>>();
  readonly #measured = new Map<string, Signal<Measured>>();
  readonly #revision = signal(0);
  readonly #samples = signal(0);
  #clockOffset = 0;

  constructor(hello: LiveMessage & { readonly kind: "hello" }) {
    this.facts = signal(hello.facts);
    this.all = computed(() => {
      this.#revision.value;
      return this.#order.value.flatMap((spec) => this.#rows.get(spec)?.peek() ?? []);
    });
    this.sections = computed(this.#layOut());
    this.take(hello);
  }

  /** The row of a process, `null` when there is none any more. */
  row(spec: string): Signal<ProcessRow> | null {
    return this.#rows.get(spec) ?? null;
  }

  /** What is sampled of a process. */
  measured(spec: string): Signal<Measured> {
    const known = this.#measured.get(spec);
    if (known !== undefined) return known;
    const fresh = signal(NOTHING);
    this.#measured.set(spec, fresh);
    return fresh;
  }

  /** Takes a message of the stream. */
  take(message: LiveMessage): void {
    batch(() => {
      switch (message.kind) {
        case "hello":
          this.#setClock(message.now);
          this.tick();
          this.facts.value = message.facts;
          this.token.value = message.token;
          this.connection.value = { kind: "open" };
          for (const measured of this.#measured.values()) measured.value = NOTHING;
          for (const [spec, curve] of message.curves) {
            this.measured(spec).value = { ...NOTHING, curve };
          }
          this.#setUsages(message.usages, { add: false });
          this.memory.value = message.memory;
          this.usageProblem.value = message.usageProblem;
          this.#setAll(message.rows);
          break;
        case "list":
          this.#setAll(message.rows);
          break;
        case "rows":
          this.#setRows(message.rows);
          break;
        case "usage":
          this.#setClock(message.now);
          this.#setUsages(message.usages, { add: true });
          this.#addMemory(message.usages);
          this.usageProblem.value = message.usageProblem;
          break;
        case "detail":
          if (message.spec === this.selected.peek()) this.detail.value = message.detail;
          break;
        case "leaving":
          this.connection.value = { kind: "leaving", since: Date.now() };
      }
    });
  }

  /** Reads the clock. */
  tick(): void {
    this.now.value = Math.floor((Date.now() + this.#clockOffset) / 1000) * 1000;
  }

  /** What the network takes is no reason to go back and forth. */
  #setClock(now: number): void {
    const offset = now - Date.now();
    if (Math.abs(offset - this.#clockOffset) > CLOCK_TOLERANCE_MS) this.#clockOffset = offset;
  }

  #setAll(rows: readonly ProcessRow[]): void {
    const specs = new Set(rows.map(({ spec }) => spec));
    for (const known of [this.#rows, this.#measured]) {
      for (const spec of [...known.keys()]) if (!specs.has(spec)) known.delete(spec);
    }
    this.#setRows(rows);
    this.#order.value = [...specs];
  }

  #setRows(rows: readonly ProcessRow[]): void {
    for (const row of rows) {
      const known = this.#rows.get(row.spec);
      if (known === undefined) this.#rows.set(row.spec, signal(row));
      else known.value = row;
    }
    this.#revision.value++;
    this.tick();
  }

  #setUsages(entries: readonly UsageEntry[], { add }: { readonly add: boolean }): void {
    const present = new Set<string>();
    for (const [spec, cpu, memory] of entries) {
      present.add(spec);
      const measured = this.measured(spec);
      const { usage, curve } = measured.peek();
      if (!add || usage === undefined || isMoving(curve, cpu) || usage.memory !== memory) {
        const points = add ? [...curve, cpu].slice(-MOST_POINTS) : curve;
        measured.value = { usage: { cpu, memory }, curve: points };
      }
    }
    for (const [spec, measured] of this.#measured) {
      if (!present.has(spec) && measured.peek() !== NOTHING) measured.value = NOTHING;
    }
    this.#samples.value++;
  }

  #addMemory(entries: readonly UsageEntry[]): void {
    const known = this.memory.peek();
    if (known === null) return;
    const used = entries.find(([spec]) => spec === known.spec)?.[2];
    const values = used === undefined ? [] : [...known.values, used].slice(-MOST_POINTS);
    this.memory.value = { ...known, values };
  }

  #layOut(): () => readonly Section[] {
    let previous: { readonly filter: Filter; readonly sections: readonly Section[] } | null = null;
    return () => {
      const filter = this.filter.value;
      const rows = this.all.value;
      if (filter.sort === "cpu" || filter.sort === "memory") this.#samples.value;
      if (this.pointing.value && previous?.filter === filter) return previous.sections;
      const usageOf = (spec: string): Usage | undefined => this.measured(spec).peek().usage;
      const sections = layOut(rows, { filter, usageOf });
      if (previous !== null && isSameLayout(previous.sections, sections)) {
        previous = { filter, sections: previous.sections };
      } else {
        previous = { filter, sections };
      }
      return previous.sections;
    };
  }
}

/** A curve that lies flat needs no new point once it is full. */
function isMoving(curve: readonly number[], value: number): boolean {
  return curve.length < MOST_POINTS || curve.some((point) => point !== value);
}
