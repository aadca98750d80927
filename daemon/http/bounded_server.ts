/**
 * An accept loop in front of Deno's HTTP engine, which holds the bounds that the engine does not have
 * (docs/adr/0007).
 *
 * @module
 */

import { errnoOf } from "#daemon/adapters/errno.ts";
import { collectGarbage } from "#daemon/adapters/garbage.ts";
import type { ServeConnection } from "#daemon/adapters/http_handover.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ServeHandler } from "./app.ts";
import { ConnectionTable } from "./connection_table.ts";
import type { ListeningServer } from "./listening.ts";
import { ServedPeer } from "./served_peer.ts";
import type { ServerUsage } from "./server_usage.ts";

/** How often deadlines are looked at, while there are connections. */
const SWEEP_MS = 1000;

/** Connections that are taken before those that came get a turn to show what they want. */
const ACCEPTS_PER_TURN = 16;

/** After descriptors ran out. */
const RETRY_MS = 50;

/** After this many connections that came to nothing, what they left is collected. */
const LITTER = 256;

/** Between two lines about connections that had to go. */
const REPORT_EACH_MS = 10_000;

/** What the loop works with. */
export interface BoundedServerOptions {
  readonly section: string;
  readonly serve: ServeConnection;
  readonly handler: ServeHandler;
  readonly usage: ServerUsage;
  /** Connections at once; the smaller one of this and the configured number counts. */
  readonly share: number;
  /** Peers that may have any number of them. */
  readonly trustedPeer: (address: string) => boolean;
  readonly logger: Logger;
}

/** Serves what a listener accepts. */
export class BoundedServer implements ListeningServer {
  readonly finished: Promise<void>;
  readonly #options: BoundedServerOptions;
  readonly #table: ConnectionTable;
  readonly #peers = new Set<ServedPeer>();
  #listener: Deno.Listener<Deno.Conn>;
  #next: (() => Deno.Listener<Deno.Conn>) | null = null;
  #closed = false;
  #sweeper: ReturnType<typeof setInterval> | null = null;
  #reported = { at: -Infinity, count: 0 };
  /** Evicted and refused ones when garbage was collected last. */
  #collected = 0;

  constructor(listener: Deno.Listener<Deno.Conn>, options: BoundedServerOptions) {
    this.#listener = listener;
    this.#options = options;
    const { limits } = options.usage;
    this.#table = new ConnectionTable({
      max: Math.min(limits.maxConnections, options.share),
      maxPerPeer: limits.maxConnectionsPerPeer,
      unbounded: options.trustedPeer,
    });
    options.usage.countConnections(() => this.#table.counts);
    this.finished = this.#run();
  }

  /**
   * Accepts from another listener as soon as the present one is closed; what was accepted is not
   * touched. An address can be listened on once, so for a moment nobody does.
   *
   * @param open the new listener; when it throws, the server ends
   */
  replace(open: () => Deno.Listener<Deno.Conn>): void {
    // It is closed already while another one is to replace it.
    if (this.#next === null) this.#listener.close();
    this.#next = open;
  }

  shed(): void {
    this.#table.shed();
  }

  async shutdown(): Promise<void> {
    this.#closed = true;
    if (this.#next === null) this.#listener.close();
    // The port is free only when nothing waits on it any more.
    await this.finished;
    await Promise.all([...this.#peers].map((peer) => peer.finish()));
    this.#stopSweeping();
  }

  end(): void {
    for (const peer of this.#peers) peer.close();
    this.#stopSweeping();
  }

  /** One that cannot go on takes its connections with it: nobody would end them later. */
  async #run(): Promise<void> {
    try {
      await this.#acceptAll();
    } catch (error) {
      this.end();
      throw error;
    }
  }

  async #acceptAll(): Promise<void> {
    for (let turn = 1; !this.#closed; turn++) {
      try {
        this.#take(await this.#listener.accept());
      } catch (error) {
        if (this.#closed) return;
        if (this.#next !== null) {
          this.#listener = this.#next();
          this.#next = null;
          continue;
        }
        if (!isPassing(error)) throw error;
        if (isExhaustion(error)) this.#table.shed();
        await delay(RETRY_MS);
      }
      while (!this.#closed && !this.#table.hasRoom()) await this.#table.room;
      // Those that were taken send their requests meanwhile, and are newcomers no more.
      if (turn % ACCEPTS_PER_TURN === 0 && this.#table.isPressed()) await delay(0);
    }
  }

  #take(connection: Deno.Conn): void {
    this.#collect();
    const address = connection.remoteAddr;
    const host = "hostname" in address ? address.hostname : "";
    const entry = this.#closed ? null : this.#table.take(host, () => peer.close());
    if (entry === null) {
      connection.close();
      return;
    }
    prepare(connection);
    const { serve, handler, usage } = this.#options;
    const peer = new ServedPeer(entry, { connection, serve, handler, usage });
    this.#peers.add(peer);
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS);
    void peer.finished.then(() => {
      this.#peers.delete(peer);
      if (this.#peers.size === 0) this.#stopSweeping();
    });
  }

  /** Those who only make others go must not make the heap grow: it would, with what these held. */
  #collect(): void {
    const { evicted, refused } = this.#table.counts;
    if (evicted + refused - this.#collected < LITTER) return;
    this.#collected = evicted + refused;
    collectGarbage();
  }

  #sweep(): void {
    const now = performance.now();
    for (const peer of this.#peers) peer.checkDeadline(now);
    const { evicted, refused } = this.#table.counts;
    const count = evicted + refused;
    if (count === this.#reported.count || now - this.#reported.at < REPORT_EACH_MS) return;
    const { section, logger } = this.#options;
    logger.log(
      "warn",
      `HTTP server '${section}' closed ${count - this.#reported.count} connections to make room: ` +
        "max_connections and max_connections_per_peer say for how many there is",
    );
    this.#reported = { at: now, count };
  }

  #stopSweeping(): void {
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    this.#sweeper = null;
  }
}

/** Answers go out at once, and a peer that is gone without a word is noticed. */
function prepare(connection: Deno.Conn): void {
  try {
    const socket = connection as
      & Deno.Conn
      & Partial<Pick<Deno.TcpConn, "setNoDelay" | "setKeepAlive">>;
    socket.setNoDelay?.(true);
    socket.setKeepAlive?.(true);
  } catch {
    // It is over already; serving it will find out.
  }
}

/** True when the next attempt may work: what failed is one connection, or there is no room for it. */
function isPassing(error: unknown): boolean {
  return isExhaustion(error) || !(error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted || error instanceof Deno.errors.NotCapable);
}

function isExhaustion(error: unknown): boolean {
  const code = errnoOf(error);
  return code === "EMFILE" || code === "ENFILE" || code === "ENOMEM";
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
