const SMALL_BYTES = 2 * 1024;

/** As much as a pipe holds. */
const LARGE_BYTES = 64 * 1024;

/** After so many chunks in a row that would have fitted into a small buffer, it is small again. */
const FEW_CHUNKS = 64;

/**
 * How large the buffer of a pipe should be: small while little comes (1,000 idle programs cost little
 * memory), as large as a pipe can hold while much does.
 */
export class BufferSize {
  #few = 0;
  #bytes = SMALL_BYTES;

  /** The size for the next read. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Learns how much came. @returns the size for the next read */
  after(count: number): number {
    this.#few = count < SMALL_BYTES ? this.#few + 1 : 0;
    if (count >= this.#bytes) this.#bytes = LARGE_BYTES;
    else if (this.#few >= FEW_CHUNKS) this.#bytes = SMALL_BYTES;
    return this.#bytes;
  }
}
