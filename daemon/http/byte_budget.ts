/**
 * Bytes that may be held at once, whoever holds them.
 *
 * @module
 */

import { pause } from "./pause.ts";

/** Somebody in line. */
interface Waiting {
  readonly bytes: number;
  /** Whether the bytes are counted when they fit. */
  readonly takes: boolean;
  readonly admit: () => void;
}

/** Hands out bytes up to a bound; who asks for more waits in line, first come, first served. */
export class ByteBudget {
  readonly #max: number;
  readonly #line = new Set<Waiting>();
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
    // Each one counts before the next is looked at: together they would not fit.
    for (const each of this.#line) {
      if (!this.#hasRoom(each.bytes)) return;
      this.#line.delete(each);
      if (each.takes) this.#used += each.bytes;
      each.admit();
    }
  }

  /** Waits until `bytes` more fit, `ms` milliseconds at most, and takes them. @returns whether it did */
  take(bytes: number, ms: number): Promise<boolean> {
    return this.#enter({ bytes, ms, takes: true });
  }

  /** Waits until `bytes` more fit, `ms` milliseconds at most. What is larger than all fits alone. */
  fits(bytes: number, ms: number): Promise<boolean> {
    return this.#enter({ bytes, ms, takes: false });
  }

  async #enter(
    { bytes, takes, ms }: Omit<Waiting, "admit"> & { readonly ms: number },
  ): Promise<boolean> {
    if (this.#line.size === 0 && this.#hasRoom(bytes)) {
      if (takes) this.#used += bytes;
      return true;
    }
    const woken = new AbortController();
    const waiting: Waiting = { bytes, takes, admit: () => woken.abort() };
    this.#line.add(waiting);
    await pause(ms, woken.signal);
    return !this.#line.delete(waiting);
  }

  #hasRoom(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#max;
  }
}
