/**
 * All HTTP servers of a configuration, opened together and closed together.
 *
 * @module
 */

import type { ServerConfig } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ServeHandler } from "./app.ts";
import { listenInet } from "./inet_listener.ts";
import type { Listening } from "./listening.ts";
import { listenUnix } from "./unix_listener.ts";
import { WatchedListener } from "./watched_listener.ts";

/** What servers are opened with. */
export interface OpenServersOptions {
  /** The handler of one server; `closing` fires when the servers are being closed. */
  readonly handlerFor: (server: ServerConfig, closing: AbortSignal) => ServeHandler;
  readonly logger: Logger;
  /** The user that this process runs as. */
  readonly user: { readonly uid: number; readonly name: string };
  /** Names of the RPC interfaces, for the line that each server logs for each of them. */
  readonly rpcInterfaces: readonly string[];
}

/** Servers that accept connections. */
export interface HttpServers extends AsyncDisposable {
  /** The addresses, in the order of the configuration. */
  readonly addresses: readonly Deno.Addr[];
  /**
   * Stops accepting, removes the socket files, ends the streams and waits for answers under way.
   *
   * @param graceMs milliseconds to wait for them, 1000 unless said otherwise
   */
  close(graceMs?: number): Promise<void>;
}

/**
 * Opens every server, or none: when one cannot be opened, those before it are closed again. A
 * server that ends by itself, as it does when descriptors run out, is opened again.
 *
 * @throws {ListenError} with the text of a usage error
 */
export async function openServers(
  servers: readonly ServerConfig[],
  options: OpenServersOptions,
): Promise<HttpServers> {
  const closing = new AbortController();
  const listeners: WatchedListener[] = [];
  const close = async (graceMs = 1000): Promise<void> => {
    closing.abort();
    await Promise.all(listeners.map((listener) => listener.close(graceMs)));
  };
  try {
    for (const server of servers) {
      const handler = options.handlerFor(server, closing.signal);
      const open = (): Promise<Listening> => listen(server, { ...options, handler });
      const name = server.section;
      listeners.push(await WatchedListener.start(open, { name, logger: options.logger }));
      announce(server, options);
    }
  } catch (error) {
    await close(0);
    throw error;
  }
  return {
    addresses: listeners.map((listener) => listener.address),
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

async function listen(
  server: ServerConfig,
  options: OpenServersOptions & { readonly handler: ServeHandler },
): Promise<Listening> {
  if (server.kind === "inet") return listenInet(server, options.handler);
  const { handler, user, logger } = options;
  const onStale = (path: string): void => logger.log("warn", `Unlinking stale socket ${path}`);
  return await listenUnix(server, { handler, user, onStale });
}

/** The lines of Supervisor's log (K-30). */
function announce(server: ServerConfig, options: OpenServersOptions): void {
  for (const name of options.rpcInterfaces) {
    options.logger.log("info", `RPC interface '${name}' initialized`);
  }
  if (server.credentials === null) {
    const problem = "running without any HTTP authentication checking";
    options.logger.log("critical", `Server '${server.section}' ${problem}`);
  }
}
