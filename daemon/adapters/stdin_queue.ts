import type { StdinOutcome } from "#lib/ports/spawner.ts";

/** Most bytes that wait for one child to read its standard input. */
export const STDIN_QUEUE_BYTES: number = 1024 * 1024;

/** Bytes on their way into a child's standard input, in order, bounded, never waited for. */
export class StdinQueue {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #waiting = 0;
  #closed = false;

  constructor(stream: WritableStream<Uint8Array>) {
    this.#writer = stream.getWriter();
    this.#writer.closed.catch(() => this.#closed = true);
  }

  /** Copies and queues all of `data`, or nothing. */
  write(data: Uint8Array): StdinOutcome {
    if (this.#closed) return "closed";
    if (this.#waiting + data.length > STDIN_QUEUE_BYTES) return "full";
    this.#waiting += data.length;
    this.#writer.write(data.slice()).then(
      () => this.#waiting -= data.length,
      () => this.#closed = true,
    );
    return "queued";
  }

  /** Gives the pipe up; the child sees the end of its input. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writer.abort().catch(() => {});
  }
}
