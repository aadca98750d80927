/**
 * All HTTP servers of a configuration, opened together and closed together.
 *
 * @module
 */

import type { ServerConfig } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import type { ServeHandler } from "./app.ts";
import { type InetListenOptions, listenInet } from "./inet_listener.ts";
import type { Listening } from "./listening.ts";
import { ServerGuard } from "./server_guard.ts";
import { ServerUsage, type UsageSnapshot } from "./server_usage.ts";
import { pause } from "./pause.ts";
import { serverAddress } from "./server_trial.ts";
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
  /** Descriptors that the daemon has for everything; half of them are for TCP connections at most. */
  readonly descriptors: number;
  /** The user that this process runs as. */
  readonly user: { readonly uid: number; readonly name: string };
  /** The path by which the daemon reaches a socket: that of the configuration unless said otherwise. */
  readonly reach?: (path: string) => string;
  /** Names of the RPC interfaces, for the line that each server logs for each of them. */
  readonly rpcInterfaces: readonly string[];
  /**
   * A server that cannot be opened keeps nobody from going on: the log says which one (CRIT), and it is
   * tried again every second. For restarts, which must not end what they began.
   *
   * @default false
   */
  readonly patient?: boolean;
}

/** Between two attempts at a server that could not be opened. */
const RETRY_MS = 1000;

/** Servers that accept connections. */
export interface HttpServers extends AsyncDisposable {
  /** The addresses of those that are open, in the order of the configuration. */
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
 * @throws {ListenError} with the text of a usage error; never when `patient`
 */
export async function openServers(
  servers: readonly ServerConfig[],
  options: OpenServersOptions,
): Promise<HttpServers> {
  const closing = new AbortController();
  const open: OpenServer[] = [];
  const waiting: Promise<void>[] = [];
  const close = async (graceMs = 1000): Promise<void> => {
    closing.abort();
    await Promise.all(waiting);
    await Promise.all(open.map(({ listener }) => listener.close(graceMs)));
  };
  const parts = {
    ...options,
    closing: closing.signal,
    shareOf: (kind: ServerConfig["kind"]) => shareOf(kind, { ...options, servers }),
    shed: (): void => {
      for (const { listener } of open) listener.shed();
    },
  };
  const start = async (server: ServerConfig): Promise<void> => {
    open.push(await openServer(server, parts));
  };
  try {
    for (const server of servers) {
      try {
        await start(server);
      } catch (error) {
        if (options.patient !== true) throw error;
        options.logger.log("critical", cannotOpen(server, error));
        waiting.push(keepTrying(server, { ...parts, start }));
      }
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

interface OpenParts extends OpenServersOptions {
  readonly closing: AbortSignal;
  readonly shareOf: (kind: ServerConfig["kind"]) => number;
  readonly shed: () => void;
}

async function openServer(server: ServerConfig, parts: OpenParts): Promise<OpenServer> {
  const { logger, closing, shed } = parts;
  const usage = new ServerUsage(server.limits);
  const guard = new ServerGuard({ ...parts, server, usage });
  const handler = parts.handlerFor(server, { guard, closing });
  const listener = await WatchedListener.start(
    () => listen(server, { ...parts, handler, usage, share: parts.shareOf(server.kind) }),
    { name: server.section, logger, onEnd: shed },
  );
  return { listener, guard, usage, section: server.section };
}

async function keepTrying(
  server: ServerConfig,
  options: OpenParts & { readonly start: (server: ServerConfig) => Promise<void> },
): Promise<void> {
  const { start, closing, logger } = options;
  for (;;) {
    await pause(RETRY_MS, closing);
    if (closing.aborted) return;
    try {
      await start(server);
      return logger.log("info", `HTTP server '${server.section}' is open`);
    } catch {
      // It was told; the next attempt may work.
    }
  }
}

function cannotOpen(server: ServerConfig, error: unknown): string {
  return `HTTP server '${server.section}' cannot be opened on ${serverAddress(server)}, ` +
    `trying again every second: ${errorMessage(error)}`;
}

/** Parts of the descriptors that connections may take: what is left is for everything else. */
const SHARES = { inet: 1 / 2, unix: 1 / 4 } as const;

/** Connections that each server of a kind can have. */
function shareOf(
  kind: ServerConfig["kind"],
  options: { readonly servers: readonly ServerConfig[]; readonly descriptors: number },
): number {
  const count = options.servers.filter((server) => server.kind === kind).length;
  return Math.max(4, Math.floor(options.descriptors * SHARES[kind] / Math.max(count, 1)));
}

async function listen(
  server: ServerConfig,
  options: InetListenOptions & Pick<OpenServersOptions, "user" | "reach">,
): Promise<Listening> {
  if (server.kind === "inet") return listenInet(server, options);
  const { logger } = options;
  const onStale = (path: string): void => logger.log("warn", `Unlinking stale socket ${path}`);
  return await listenUnix(server, { ...options, onStale });
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
