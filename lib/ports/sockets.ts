import type { FcgiSocketConfig } from "#lib/config/config.ts";

/** A listening socket that this process never accepts on: its children do. */
export interface ListeningSocket {
  readonly fd: number;
  /** Closes it, and removes the file that it was bound to. */
  close(): void;
}

/** Makes listening sockets for FastCGI programs. */
export interface SocketFactory {
  /** @throws {Error} with a text that names the address */
  listen(config: FcgiSocketConfig): ListeningSocket;
  /** Opens and closes such a socket at once. @throws {Error} as `listen` does */
  probe(config: FcgiSocketConfig): void;
}
