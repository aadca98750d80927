import type { StdinOutcome } from "#lib/ports/spawner.ts";

/** Most bytes that wait for one child to read its standard input, unless the writer says otherwise. */
export const STDIN_QUEUE_BYTES: number = 1024 * 1024;

/** Bytes on their way into a child's standard input, in order, bounded, never waited for. */
export class StdinQueue {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #broken: () => void;
  #waiting = 0;
  #closed = false;

  /** `broken` is called once, when a write shows that nobody reads any more. */
  constructor(stream: WritableStream<Uint8Array>, broken: () => void) {
    this.#writer = stream.getWriter();
    this.#broken = broken;
    this.#writer.closed.catch(() => this.#break());
  }

  /** Copies and queues all of `data`, or nothing. */
  write(data: Uint8Array, limit: number = STDIN_QUEUE_BYTES): StdinOutcome {
    if (this.#closed) return "closed";
    if (this.#waiting + data.length > limit) return "full";
    this.#waiting += data.length;
    this.#writer.write(data.slice()).then(
      () => this.#waiting -= data.length,
      () => this.#break(),
    );
    return "queued";
  }

  /** Gives the pipe up; the child sees the end of its input. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writer.abort().catch(() => {});
  }

  #break(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#broken();
  }
}
