/**
 * The bounded queue of an event pool.
 *
 * @module
 */

/** Something that knows how much it weighs against the byte bound. */
export interface Sized {
  /** Bytes, from 0. */
  readonly bytes: number;
}

/** The bounds of a {@linkcode PoolBuffer}. */
export interface PoolBufferLimits {
  /** Items, at least 1 (`buffer_size`). */
  readonly maxCount: number;
  /** Sum of the items' bytes. */
  readonly maxBytes: number;
}

const FIRST_CAPACITY = 16;

/**
 * A first-in first-out queue in a ring, bounded by count and by bytes. Adding to a full one discards
 * from the front, the oldest, also when adding at the front (`events.md` 4). Every operation is O(1)
 * but for the doubling of the ring.
 */
export class PoolBuffer<T extends Sized> {
  readonly #limits: PoolBufferLimits;
  #ring: (T | undefined)[] = new Array(FIRST_CAPACITY);
  #head = 0;
  #size = 0;
  #bytes = 0;

  /** Makes an empty buffer. */
  constructor(limits: PoolBufferLimits) {
    this.#limits = limits;
  }

  /** Number of items held. */
  get size(): number {
    return this.#size;
  }

  /** Sum of the bytes of the items held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The oldest item, left in place. */
  peek(): T | undefined {
    return this.#ring[this.#head];
  }

  /** Takes the oldest item out. */
  shift(): T | undefined {
    const item = this.#ring[this.#head];
    if (item === undefined) return undefined;
    this.#ring[this.#head] = undefined;
    this.#head = this.#wrap(this.#head + 1);
    this.#size--;
    this.#bytes -= item.bytes;
    return item;
  }

  /** Adds the newest item; answers what was discarded for it, oldest first. */
  push(item: T): readonly T[] {
    const discarded = this.#makeRoom(item);
    if (discarded.at(-1) === item) return discarded;
    this.#ring[this.#wrap(this.#head + this.#size)] = item;
    this.#count(item);
    return discarded;
  }

  /** Puts an item back at the front; answers what was discarded for it, oldest first. */
  unshift(item: T): readonly T[] {
    const discarded = this.#makeRoom(item);
    if (discarded.at(-1) === item) return discarded;
    this.#head = this.#wrap(this.#head - 1 + this.#ring.length);
    this.#ring[this.#head] = item;
    this.#count(item);
    return discarded;
  }

  /** Drops everything. */
  clear(): void {
    this.#ring = new Array(FIRST_CAPACITY);
    this.#head = 0;
    this.#size = 0;
    this.#bytes = 0;
  }

  #count(item: T): void {
    this.#size++;
    this.#bytes += item.bytes;
  }

  /** An item that no empty buffer could hold is discarded itself, and nothing else for it. */
  #makeRoom(item: T): T[] {
    const { maxBytes } = this.#limits;
    if (item.bytes > maxBytes) return [item];
    const maxCount = Math.max(1, this.#limits.maxCount);
    const discarded: T[] = [];
    while (this.#size >= maxCount || this.#bytes + item.bytes > maxBytes) {
      const oldest = this.shift();
      if (oldest === undefined) break;
      discarded.push(oldest);
    }
    if (this.#size === this.#ring.length) this.#grow();
    return discarded;
  }

  #grow(): void {
    const ring: (T | undefined)[] = new Array(this.#ring.length * 2);
    for (let i = 0; i < this.#size; i++) ring[i] = this.#ring[this.#wrap(this.#head + i)];
    this.#ring = ring;
    this.#head = 0;
  }

  #wrap(index: number): number {
    // The capacity is always a power of two.
    return index & (this.#ring.length - 1);
  }
}
