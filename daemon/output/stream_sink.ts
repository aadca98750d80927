import type { BoundedWriter } from "./bounded_writer.ts";
import type { LogSink } from "./log_sink.ts";

/** A log that goes to one of the daemon's own streams, which it shares with others. */
export class StreamSink implements LogSink {
  readonly path = null;
  readonly keepOpen = false;
  readonly #writer: BoundedWriter;

  constructor(writer: BoundedWriter) {
    this.#writer = writer;
  }

  /** Bytes that the stream lost, whoever wrote them. */
  get lost(): number {
    return this.#writer.lost;
  }

  write(data: Uint8Array): void {
    this.#writer.write(data);
  }

  ready(): Promise<void> | null {
    return this.#writer.ready();
  }

  reopen(): void {}

  clear(): void {}

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): void {}
}
