const FIRST_CAPACITY = 64;
const NOTHING = new Uint8Array(0);

/** Collects bytes that come in pieces. It copies them, so the pieces may be reused. */
export class ByteCollector {
  #bytes: Uint8Array = NOTHING;
  #length = 0;

  /** Bytes collected so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds a copy of `piece`. */
  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What is collected, in place: valid until the collector is changed. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    if (count >= this.#length) return this.clear();
    this.#bytes = this.#bytes.slice(count, this.#length);
    this.#length -= count;
  }

  /** All that was collected, as bytes of its own; the collector is empty then. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.clear();
    return taken;
  }

  /** Forgets everything and gives the memory back, but for a little that spares the next allocation. */
  clear(): void {
    if (this.#bytes.length > FIRST_CAPACITY) this.#bytes = NOTHING;
    this.#length = 0;
  }

  #grow(needed: number): void {
    const bytes = new Uint8Array(Math.max(FIRST_CAPACITY, needed, this.#bytes.length * 2));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}
