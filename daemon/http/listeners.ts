/**
 * All HTTP servers of a configuration, opened together and closed together.
 *
 * @module
 */

import type { ServerConfig } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ServeHandler } from "./app.ts";
import { type InetListenOptions, listenInet } from "./inet_listener.ts";
import type { Listening } from "./listening.ts";
import { ServerGuard } from "./server_guard.ts";
import { ServerUsage, type UsageSnapshot } from "./server_usage.ts";
import { listenUnix } from "./unix_listener.ts";
import { WatchedListener } from "./watched_listener.ts";

/** What the handler of one server is made with. */
export interface HandlerParts {
  /** Decides who is let in. */
  readonly guard: ServerGuard;
  /** Fires when the servers are being closed. */
  readonly closing: AbortSignal;
}

/** What servers are opened with. */
export interface OpenServersOptions {
  /** The handler of one server. */
  readonly handlerFor: (server: ServerConfig, parts: HandlerParts) => ServeHandler;
  readonly logger: Logger;
  /** The name of this machine, under which browsers may ask for pages. */
  readonly hostName: string;
  /** Descriptors that the daemon has for everything; half of them are for TCP connections. */
  readonly descriptors: number;
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
  /** Reads certificates and password files again. */
  reload(): void;
  /** What clients use and were refused, by section. */
  usage(): Readonly<Record<string, UsageSnapshot>>;
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
  const open: OpenServer[] = [];
  const close = async (graceMs = 1000): Promise<void> => {
    closing.abort();
    await Promise.all(open.map(({ listener }) => listener.close(graceMs)));
  };
  const shed = (): void => {
    for (const { listener } of open) listener.shed();
  };
  try {
    for (const server of servers) {
      const usage = new ServerUsage(server.limits);
      const guard = new ServerGuard({ ...options, server, usage });
      const handler = options.handlerFor(server, { guard, closing: closing.signal });
      const share = shareOf(servers, options.descriptors);
      const listener = await WatchedListener.start(
        () => listen(server, { ...options, handler, usage, share }),
        { name: server.section, logger: options.logger, onEnd: shed },
      );
      open.push({ listener, guard, usage, section: server.section });
      announce(server, options);
    }
  } catch (error) {
    await close(0);
    throw error;
  }
  return {
    addresses: open.map(({ listener }) => listener.address),
    close,
    reload: () => {
      for (const { listener, guard } of open) {
        listener.reload();
        guard.reload();
      }
    },
    usage: () => Object.fromEntries(open.map((each) => [each.section, each.usage.snapshot()])),
    [Symbol.asyncDispose]: () => close(),
  };
}

interface OpenServer {
  readonly section: string;
  readonly listener: WatchedListener;
  readonly guard: ServerGuard;
  readonly usage: ServerUsage;
}

/** TCP connections that each server can have without taking the descriptors of everything else. */
function shareOf(servers: readonly ServerConfig[], descriptors: number): number {
  const ports = servers.filter(({ kind }) => kind === "inet").length;
  return Math.max(4, Math.floor(descriptors / 2 / Math.max(ports, 1)));
}

async function listen(
  server: ServerConfig,
  options: InetListenOptions & Pick<OpenServersOptions, "user">,
): Promise<Listening> {
  if (server.kind === "inet") return listenInet(server, options);
  const { handler, user, logger } = options;
  const onStale = (path: string): void => logger.log("warn", `Unlinking stale socket ${path}`);
  return await listenUnix(server, { handler, user, onStale });
}

/** The lines of Supervisor's log (K-30). */
function announce(server: ServerConfig, options: OpenServersOptions): void {
  for (const name of options.rpcInterfaces) {
    options.logger.log("info", `RPC interface '${name}' initialized`);
  }
  if (server.credentials === null && server.passwordFile === null) {
    const problem = "running without any HTTP authentication checking";
    options.logger.log("critical", `Server '${server.section}' ${problem}`);
  }
}
