import type { Clock } from "#lib/ports/clock.ts";
import type { ManagedProcess } from "./process.ts";

/** Spawning blocks the event loop for milliseconds: after this many, everybody else gets a turn. */
export const SPAWNS_PER_TURN = 5;

/**
 * Starts that nobody waits for (autostart, restarts, retries), in the order in which they were asked for,
 * a few per turn of the event loop. Without it the daemon would answer nobody while 1,000 programs start.
 */
export class SpawnQueue {
  readonly #clock: Clock;
  readonly #isStarting: () => boolean;
  readonly #waiting = new Set<ManagedProcess>();
  #scheduled = false;

  constructor(options: { readonly clock: Clock; isStarting(): boolean }) {
    this.#clock = options.clock;
    this.#isStarting = () => options.isStarting();
  }

  /** Starts `process` soon, unless the daemon goes down or somebody else deals with it first. */
  add(process: ManagedProcess): void {
    this.#waiting.add(process);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#turn());
  }

  /** Forgets `process`: it was stopped by hand, or started by hand, while it waited. */
  remove(process: ManagedProcess): void {
    this.#waiting.delete(process);
  }

  #turn(): void {
    this.#scheduled = false;
    let spawned = 0;
    for (const process of this.#waiting) {
      if (spawned === SPAWNS_PER_TURN) break;
      this.#waiting.delete(process);
      if (!this.#isStarting()) continue;
      spawned++;
      process.start();
    }
    if (this.#waiting.size === 0 || this.#scheduled) return;
    this.#scheduled = true;
    this.#clock.after(0, () => this.#turn());
  }
}
