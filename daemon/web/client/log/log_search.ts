/**
 * Finding words in the lines that are on the screen.
 *
 * @module
 */

/// <reference lib="dom" />

import { centre } from "./centre.ts";

/** Marks the lines that hold a text, and one of them as the current one. Hidden lines do not count. */
export class LogSearch {
  readonly #lines: HTMLElement;
  #words = "";
  #hits: HTMLElement[] = [];
  #current = -1;

  /** `lines` is the element that the lines are in. */
  constructor(lines: HTMLElement) {
    this.#lines = lines;
  }

  /** Whether something is searched for. */
  get active(): boolean {
    return this.#words !== "";
  }

  /** `3 of 17`; empty when nothing is searched for. */
  get count(): string {
    if (this.#words === "") return "";
    if (this.#hits.length === 0) return "none";
    return `${this.#current + 1} of ${this.#hits.length}`;
  }

  /** Searches for something else, from the last line on backwards. */
  find(words: string): void {
    this.#words = words.toLowerCase();
    this.#collect();
    if (this.#hits.length > 0) this.#show(this.#hits.length - 1);
  }

  /** Other lines are there, or other ones are seen. The current hit stays so if it can. */
  refresh(): void {
    const current = this.#hits[this.#current];
    this.#collect();
    this.#current = current === undefined ? -1 : this.#hits.indexOf(current);
    if (this.#current >= 0) current?.classList.add("hit-now");
  }

  /** A line came, or got longer. */
  take(line: HTMLElement): void {
    if (this.#words === "" || line.hidden || line.classList.contains("hit")) return;
    if (!(line.textContent ?? "").toLowerCase().includes(this.#words)) return;
    line.classList.add("hit");
    this.#hits.push(line);
  }

  /** Lines are gone. */
  forget(gone: ReadonlySet<Element>): void {
    if (this.#hits.length === 0) return;
    const current = this.#hits[this.#current];
    this.#hits = this.#hits.filter((hit) => !gone.has(hit));
    this.#current = current === undefined ? -1 : this.#hits.indexOf(current);
  }

  /** Goes to the next hit (1) or the one before (-1), around the ends. */
  step(by: 1 | -1): void {
    const { length } = this.#hits;
    if (length === 0) return;
    const from = this.#current < 0 && by > 0 ? -1 : Math.max(this.#current, 0);
    this.#show((from + by + length) % length);
  }

  #collect(): void {
    for (const hit of this.#hits) hit.classList.remove("hit", "hit-now");
    this.#hits = [];
    this.#current = -1;
    if (this.#words === "") return;
    for (const line of this.#lines.children) this.take(line as HTMLElement);
  }

  #show(at: number): void {
    this.#hits[this.#current]?.classList.remove("hit-now");
    this.#current = at;
    const hit = this.#hits[at];
    hit?.classList.add("hit-now");
    if (hit !== undefined) centre(hit, this.#lines);
  }
}
