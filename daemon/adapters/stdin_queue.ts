import type { StdinOutcome } from "#lib/ports/spawner.ts";

/** Most bytes that wait for one child to read its standard input, unless the writer says otherwise. */
export const STDIN_QUEUE_BYTES: number = 1024 * 1024;

/** Bytes on their way into a child's standard input, in order, bounded, never waited for. */
export class StdinQueue {
  readonly #stream: WritableStream<Uint8Array>;
  readonly #broken: () => void;
  /** Most programs are never written to: made with the first write. */
  #writer: WritableStreamDefaultWriter<Uint8Array> | null = null;
  #waiting = 0;
  #closed = false;

  /** `broken` is called once, when a write shows that nobody reads any more. */
  constructor(stream: WritableStream<Uint8Array>, broken: () => void) {
    this.#stream = stream;
    this.#broken = broken;
  }

  /** Copies and queues all of `data`, or nothing. */
  write(data: Uint8Array, limit: number = STDIN_QUEUE_BYTES): StdinOutcome {
    if (this.#closed) return "closed";
    if (this.#waiting + data.length > limit) return "full";
    this.#waiting += data.length;
    this.#open().write(data.slice()).then(
      () => this.#waiting -= data.length,
      () => this.#break(),
    );
    return "queued";
  }

  /** Gives the pipe up; the child sees the end of its input. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    (this.#writer ?? this.#stream).abort().catch(() => {});
  }

  #open(): WritableStreamDefaultWriter<Uint8Array> {
    if (this.#writer !== null) return this.#writer;
    const writer = this.#stream.getWriter();
    writer.closed.catch(() => this.#break());
    return this.#writer = writer;
  }

  #break(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#broken();
  }
}
