/** The smallest allocation; a message is rarely longer. */
const FIRST_BYTES = 1024;

/**
 * Keeps the last `limit` bytes of what it is given (LOG-016, B-16).
 *
 * Memory grows with the content up to `limit`, then the oldest bytes are overwritten in a ring.
 */
export class TailBuffer {
  readonly #limit: number;
  #ring: Uint8Array = new Uint8Array(0);
  /** Where the oldest byte stands. */
  #start = 0;
  #length = 0;

  /** @param limit bytes, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Number of bytes kept, 0 to the limit. */
  get length(): number {
    return this.#length;
  }

  /** Copies `data` in. */
  append(data: Uint8Array): void {
    const tail = data.length > this.#limit ? data.subarray(data.length - this.#limit) : data;
    this.#makeRoom(Math.min(this.#limit, this.#length + tail.length));
    const size = this.#ring.length;
    const end = (this.#start + this.#length) % size;
    const first = Math.min(tail.length, size - end);
    this.#ring.set(tail.subarray(0, first), end);
    this.#ring.set(tail.subarray(first), 0);
    const overwritten = Math.max(0, this.#length + tail.length - size);
    this.#start = (this.#start + overwritten) % size;
    this.#length += tail.length - overwritten;
  }

  /** A copy of what is kept, oldest byte first; the buffer is empty and without memory afterwards. */
  take(): Uint8Array {
    const content = this.#content();
    this.#ring = new Uint8Array(0);
    this.#start = 0;
    this.#length = 0;
    return content;
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#ring.length && this.#ring.length > 0) return;
    const doubled = Math.max(FIRST_BYTES, needed, this.#ring.length * 2);
    const grown = new Uint8Array(Math.min(this.#limit, doubled));
    grown.set(this.#content());
    this.#ring = grown;
    this.#start = 0;
  }

  #content(): Uint8Array {
    const content = new Uint8Array(this.#length);
    const first = Math.min(this.#length, this.#ring.length - this.#start);
    content.set(this.#ring.subarray(this.#start, this.#start + first));
    content.set(this.#ring.subarray(0, this.#length - first), first);
    return content;
  }
}
