/** Chunks of this size are worth their read: no nap before the next one. */
const WORTH_BYTES = 16 * 1024;

/** Less than that in the time of a nap is no flood any longer. */
const TRICKLE_BYTES = 256;

/** Reads that follow each other within this many milliseconds find the pipe filled again at once. */
const AT_ONCE_MS = 0.05;

/** So many of them in a row are a flood: more than the lines of a message that is written in parts, … */
const MANY = 16;

/** … if they are so much together: the answers of a listener that is kept busy are less. */
const MUCH_BYTES = 1024;

/**
 * Tells a flood of small writes from single lines: a program that writes all the time, little at a time.
 * Reading that as fast as it comes costs a wake-up, a read and a write for every few hundred bytes.
 */
export class FloodWatch {
  readonly #now: () => number;
  #last = -Infinity;
  #row = 0;
  #bytes = 0;
  #flooded = false;

  /** `now` is in milliseconds, with their fractions. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Learns how much came. @returns whether to take a nap before the next read */
  after(count: number): boolean {
    if (count >= WORTH_BYTES) return false;
    if (this.#flooded) {
      if (count >= TRICKLE_BYTES) return true;
      this.#flooded = false;
      this.#last = -Infinity;
      return false;
    }
    const now = this.#now();
    if (now - this.#last >= AT_ONCE_MS) this.#row = this.#bytes = 0;
    else {
      this.#row++;
      this.#bytes += count;
    }
    this.#last = now;
    if (this.#row < MANY) return false;
    this.#flooded = this.#bytes >= MUCH_BYTES;
    this.#row = this.#bytes = 0;
    return this.#flooded;
  }
}
