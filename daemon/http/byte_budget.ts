/**
 * Bytes that may be held at once, whoever holds them.
 *
 * @module
 */

import { pause } from "./pause.ts";

/** Hands out bytes up to a bound; who asks for more waits in line. */
export class ByteBudget {
  readonly #max: number;
  readonly #waiting = new Set<() => void>();
  #used = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Bytes in use. */
  get used(): number {
    return this.#used;
  }

  /** Counts bytes that are there already. */
  add(bytes: number): void {
    this.#used += bytes;
  }

  /** Takes bytes back into the budget. */
  remove(bytes: number): void {
    this.#used -= bytes;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Waits until `bytes` more fit, `ms` milliseconds at most, and takes them. @returns whether it did */
  async take(bytes: number, ms: number): Promise<boolean> {
    if (!await this.fits(bytes, ms)) return false;
    this.#used += bytes;
    return true;
  }

  /** Waits until `bytes` more fit, `ms` milliseconds at most. What is larger than all fits alone. */
  async fits(bytes: number, ms: number): Promise<boolean> {
    const end = performance.now() + ms;
    while (this.#used > 0 && this.#used + bytes > this.#max) {
      const left = end - performance.now();
      if (left <= 0) return false;
      const woken = new AbortController();
      const wake = (): void => woken.abort();
      this.#waiting.add(wake);
      await pause(left, woken.signal);
      this.#waiting.delete(wake);
    }
    return true;
  }
}
