import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { nodeFs } from "../adapters/node_builtins.ts";
import { BoundedWriter } from "./bounded_writer.ts";
import { LogOpenError } from "./log_open_error.ts";
import { refuseUnsafeLink } from "./log_path.ts";
import type { LogSink } from "./log_sink.ts";

/** POSIX's PIPE_BUF on Linux: a write of at most so many bytes is done whole or not at all. */
const ATOMIC_BYTES = 4096;

/**
 * A FIFO as log file (LOG-006).
 *
 * It is opened for reading and writing, without blocking: so opening does not wait for a reader, a
 * reader may go and another come, and what the pipe holds (64 KiB) survives in between. What does not
 * fit waits in memory, up to the bound of {@linkcode BoundedWriter}.
 */
export class FifoSink implements LogSink {
  readonly path = null;
  readonly keepOpen = true;
  readonly #name: string;
  readonly #log: Log;
  readonly #writer: BoundedWriter;
  #fd: number;

  /** @throws {LogOpenError} */
  constructor(path: string, options: { log: Log; clock: Clock }) {
    this.#name = path;
    this.#log = options.log;
    this.#fd = openFifo(path);
    const write = (data: Uint8Array) => this.#writeSome(data);
    this.#writer = new BoundedWriter({ kind: "polled", write }, {
      ...options,
      what: `FIFO '${path}'`,
    });
  }

  get lost(): number {
    return this.#writer.lost;
  }

  write(data: Uint8Array): void {
    this.#writer.write(data);
  }

  ready(): Promise<void> | null {
    return this.#writer.ready();
  }

  reopen(): void {
    try {
      const fd = openFifo(this.#name);
      nodeFs().closeSync(this.#fd);
      this.#fd = fd;
    } catch (error) {
      const { message } = LogOpenError.from(this.#name, error);
      this.#log("error", `${message}; the FIFO before stays in use`);
    }
  }

  clear(): void {}

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): void {
    this.#writer.close();
    this.#writer.flush().then(() => {
      this.#writer.abandon();
      nodeFs().closeSync(this.#fd);
    });
  }

  #writeSome(data: Uint8Array): number {
    const { writeSync } = nodeFs();
    let done = 0;
    try {
      while (done < data.length) {
        done += writeSync(this.#fd, data, done, Math.min(ATOMIC_BYTES, data.length - done));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock) && done === 0) throw error;
    }
    return done;
  }
}

function openFifo(path: string): number {
  try {
    refuseUnsafeLink(path);
    const { closeSync, constants, fstatSync, openSync } = nodeFs();
    const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    if (fstatSync(fd).isFIFO()) return fd;
    closeSync(fd);
  } catch (error) {
    throw LogOpenError.from(path, error);
  }
  throw new LogOpenError(path, { errno: "EEXIST", advice: "it is no FIFO any longer" });
}
