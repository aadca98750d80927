import type { FcgiSocketConfig } from "#lib/config/config.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { ListeningSocket, SocketFactory } from "#lib/ports/sockets.ts";
import { errorMessage } from "#lib/text/error_text.ts";

/** A socket that cannot be had, in Supervisor's words: `Could not create FastCGI socket URL: REASON`. */
export class FcgiSocketError extends Error {
  override readonly name = "FcgiSocketError";
}

/**
 * The listening socket of a FastCGI group: opened for the first process that needs it, shared by all,
 * kept over restarts, closed when the last one is gone (process.md 11).
 */
export class SharedSocket {
  readonly #config: FcgiSocketConfig;
  readonly #factory: SocketFactory;
  readonly #log: Log;
  #socket: ListeningSocket | null = null;

  constructor(
    config: FcgiSocketConfig,
    options: { readonly factory: SocketFactory; readonly log: Log },
  ) {
    this.#config = config;
    this.#factory = options.factory;
    this.#log = options.log;
  }

  /** Shows that the socket can be had, when its group is made. @throws {FcgiSocketError} */
  probe(): void {
    this.#log("info", `Creating socket ${this.#config.url}`);
    try {
      this.#factory.probe(this.#config);
    } catch (error) {
      const message = errorMessage(error);
      throw new FcgiSocketError(message, { cause: error });
    }
    this.#log("info", `Closing socket ${this.#config.url}`);
  }

  /** The descriptor to become a child's descriptor 0. @throws {Error} when the socket cannot be opened */
  descriptor(): number {
    if (this.#socket === null) {
      this.#log("info", `Creating socket ${this.#config.url}`);
      this.#socket = this.#factory.listen(this.#config);
    }
    return this.#socket.fd;
  }

  close(): void {
    if (this.#socket === null) return;
    this.#log("info", `Closing socket ${this.#config.url}`);
    this.#socket.close();
    this.#socket = null;
  }
}
