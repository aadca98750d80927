import type { ServerConfig } from "#lib/config/config.ts";
import { INSPECTOR_ADDRESS } from "#lib/permissions/inspector.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";

/** How long it takes at most until a port that somebody else had is held. */
const RETRY_MS = 5000;

/**
 * Holds the port on which Deno would open its debugger when it receives SIGUSR1, whoever sends it: the
 * debugger runs any code for whoever connects, and Deno has no switch for it. Nothing is accepted here.
 * While somebody else has the port, such as another daemon, the debugger cannot open either.
 */
export class InspectorPort {
  readonly #clock: Clock;
  #listener: Deno.Listener | null = null;
  #timer: Timer | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Holds the port, unless one of `servers` is about to: then it is lent to it. */
  holdBeside(servers: readonly ServerConfig[]): void {
    const { port } = INSPECTOR_ADDRESS;
    if (servers.some((server) => server.kind === "inet" && server.port === port)) this.#release();
    else this.#hold();
  }

  #hold(): void {
    if (this.#listener !== null) return;
    this.#timer?.cancel();
    try {
      this.#listener = Deno.listen(INSPECTOR_ADDRESS);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) return;
      this.#timer = this.#clock.after(RETRY_MS, () => this.#hold());
    }
  }

  #release(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#listener?.close();
    this.#listener = null;
  }
}
