/** Bytes a block; as much as a pipe holds. */
const BLOCK_BYTES = 64 * 1024;

interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the next byte is taken from. */
  start: number;
  /** Where the next byte is put. */
  end: number;
}

/**
 * A queue of bytes in blocks: what is put in is copied, what is taken out is not.
 *
 * A part that was looked at stays as it is until it is dropped, however much is appended meanwhile. One
 * used block is kept for the next bytes.
 */
export class ByteQueue {
  #blocks: Block[] = [];
  #spare: Uint8Array<ArrayBuffer> | null = null;
  #length = 0;

  /** Bytes in the queue. */
  get length(): number {
    return this.#length;
  }

  /** Copies `data` to the end. */
  append(data: Uint8Array): void {
    this.#length += data.length;
    for (let done = 0; done < data.length;) {
      const block = this.#blockWithRoom();
      const part = data.subarray(done, done + BLOCK_BYTES - block.end);
      block.bytes.set(part, block.end);
      block.end += part.length;
      done += part.length;
    }
  }

  /** The first bytes that stand in a row, at most 64 KiB; empty when the queue is. */
  head(): Uint8Array<ArrayBuffer> {
    const block = this.#blocks[0];
    return block === undefined ? new Uint8Array(0) : block.bytes.subarray(block.start, block.end);
  }

  /** Removes the first `count` bytes, at most as many as {@linkcode head} shows. */
  drop(count: number): void {
    const block = this.#blocks[0];
    if (block === undefined) return;
    const dropped = Math.min(count, block.end - block.start);
    block.start += dropped;
    this.#length -= dropped;
    if (block.start < block.end) return;
    this.#blocks.shift();
    this.#spare = block.bytes;
  }

  /** Removes everything. A part that somebody still looks at is not written to again. */
  clear(): void {
    this.#blocks = [];
    this.#length = 0;
  }

  #blockWithRoom(): Block {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.end < BLOCK_BYTES) return last;
    const block = { bytes: this.#spare ?? new Uint8Array(BLOCK_BYTES), start: 0, end: 0 };
    this.#spare = null;
    this.#blocks.push(block);
    return block;
  }
}
