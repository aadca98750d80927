/**
 * A server that outlives the end of its listener.
 *
 * @module
 */

import type { Logger } from "#lib/ports/logger.ts";
import type { Listening } from "./listening.ts";
import { pause } from "./pause.ts";

/** Between two attempts to listen again; descriptors may be free at any moment. */
const RETRY_MS = 200;

/** Why a listener is replaced that has not ended. */
const LOST = "lost";

/** Opens a listener. */
export type OpenListener = () => Promise<Listening>;

/** How a listener is watched. */
export interface WatchOptions {
  readonly name: string;
  readonly logger: Logger;
  /** Called when it has ended by itself: others may have what it lacked. */
  readonly onEnd?: () => void;
}

/**
 * Watches one listener: `Deno.serve` ends for good when accepting fails, for example because the
 * process has no descriptor left, and nobody finds a socket whose file was removed. It is then opened
 * again until that works. Connections to a socket without a file live on.
 */
export class WatchedListener {
  /** Where it listens, as of the start. */
  readonly address: Deno.Addr;
  readonly #open: OpenListener;
  readonly #options: WatchOptions;
  readonly #stop = new AbortController();
  #current: Listening;
  #watching: Promise<void>;

  private constructor(
    first: Listening,
    options: WatchOptions & { readonly open: OpenListener },
  ) {
    this.address = first.address;
    this.#open = options.open;
    this.#options = options;
    this.#current = first;
    this.#watching = this.#watch();
  }

  /** Opens it for the first time; rejects as `open` does. */
  static async start(
    open: OpenListener,
    options: WatchOptions,
  ): Promise<WatchedListener> {
    return new WatchedListener(await open(), { open, ...options });
  }

  /** Closes it, waiting `graceMs` milliseconds at most for answers under way. */
  async close(graceMs: number): Promise<void> {
    this.#stop.abort();
    await settledWithin(this.#watching.then(() => this.#shutdown()), graceMs);
    this.#current.server.end?.();
  }

  /** Reads again what the listener was opened with. */
  reload(): void {
    this.#current.reload?.();
  }

  /** Lets go of connections that wait for nothing. */
  shed(): void {
    this.#current.shed?.();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    while (!signal.aborted) {
      const { server } = this.#current;
      const ended = server.finished.then(() => "ended", (error) => error);
      const round = new AbortController();
      const lost = this.#lost(round.signal);
      const reason = await Promise.race([ended, lost, stopped]);
      round.abort();
      if (signal.aborted) return;
      if (reason === LOST) {
        this.#report("warn", "has lost its socket file, making it again");
      } else {
        this.#report("error", `ended (${reason}), opening it again`);
        this.#options.onEnd?.();
      }
      await this.#reopen();
      if (reason === LOST) void server.shutdown().catch(() => {});
    }
  }

  /** Settles only when the listener is to be replaced. */
  async #lost(signal: AbortSignal): Promise<typeof LOST> {
    const isLost = await this.#current.lost?.(signal) ?? false;
    return isLost ? LOST : await new Promise<never>(() => {});
  }

  async #reopen(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        this.#current = await this.#open();
        this.#report("info", "is open again");
        return;
      } catch (error) {
        this.#report("debug", `cannot be opened yet: ${error}`);
      }
      await pause(RETRY_MS, this.#stop.signal);
    }
  }

  /** Errors do not matter any more: a listener that ended by itself cannot be shut down. */
  async #shutdown(): Promise<void> {
    try {
      const done = this.#current.server.shutdown();
      this.#current.removeFile();
      await done;
    } catch (error) {
      this.#report("debug", `closed with an error: ${error}`);
    }
  }

  #report(level: "error" | "warn" | "info" | "debug", message: string): void {
    this.#options.logger.log(level, `HTTP server '${this.#options.name}' ${message}`);
  }
}

async function settledWithin(promise: Promise<void>, ms: number): Promise<void> {
  const settled = new AbortController();
  await Promise.race([promise.finally(() => settled.abort()), pause(ms, settled.signal)]);
}
