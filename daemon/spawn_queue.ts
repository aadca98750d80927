import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { RestartPace } from "#lib/process/restart_pace.ts";
import type { ManagedProcess } from "./process.ts";

/** Spawning blocks the event loop for milliseconds: after this many, everybody else gets a turn. */
export const SPAWNS_PER_TURN = 5;

/** What a queue works with. */
export interface SpawnQueueOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** False while the daemon goes down: nothing is started by itself then. */
  isStarting(): boolean;
}

/**
 * Starts that nobody waits for (autostart, restarts, retries), in the order in which they were asked for,
 * a few per turn of the event loop. Without it the daemon would answer nobody while 1,000 programs start.
 * Programs that end at once, over and over, wait for their moment first ({@linkcode RestartPace}).
 */
export class SpawnQueue {
  readonly #options: SpawnQueueOptions;
  readonly #pace = new RestartPace();
  readonly #waiting = new Set<ManagedProcess>();
  /** Those whose moment has not come. */
  readonly #paced = new Map<ManagedProcess, Timer>();
  /** Those of which the log was told that they wait. */
  readonly #told = new WeakSet<ManagedProcess>();
  #scheduled = false;
  #held = false;

  constructor(options: SpawnQueueOptions) {
    this.#options = options;
  }

  /** Starts `process` soon, unless the daemon goes down or somebody else deals with it first. */
  add(process: ManagedProcess): void {
    // After a long life, or a start by hand, it is a new story.
    if (process.snapshot.shortLives <= 1) this.#told.delete(process);
    const now = this.#options.clock.now();
    const pause = this.#pace.due(process.snapshot, now) - now;
    if (pause > 0) this.#later(process, pause);
    else this.#now(process);
  }

  /** Tells whether `process` waits here. */
  has(process: ManagedProcess): boolean {
    return this.#waiting.has(process) || this.#paced.has(process);
  }

  /** Forgets `process`: it was stopped by hand, or started by hand, while it waited. */
  remove(process: ManagedProcess): void {
    this.#waiting.delete(process);
    this.#paced.get(process)?.cancel();
    this.#paced.delete(process);
  }

  /** Starts nothing until {@linkcode release}. */
  hold(): void {
    this.#held = true;
  }

  /** Starts what was asked for meanwhile. */
  release(): void {
    this.#held = false;
    if (this.#waiting.size > 0) this.#schedule();
  }

  /** Forgets everything, and leaves no timer behind. */
  clear(): void {
    for (const process of [...this.#waiting, ...this.#paced.keys()]) this.remove(process);
  }

  #now(process: ManagedProcess): void {
    this.#waiting.add(process);
    this.#schedule();
  }

  #later(process: ManagedProcess, pause: number): void {
    const { clock, log } = this.#options;
    const { shortLives } = process.snapshot;
    if (!this.#told.has(process)) {
      this.#told.add(process);
      log(
        "warn",
        `'${process.name}' ended ${shortLives} times in a row within a second of its start; ` +
          "its restarts take turns with those of other such programs now",
      );
    }
    this.remove(process);
    const timer = clock.after(pause, () => {
      this.#paced.delete(process);
      this.#now(process);
    });
    this.#paced.set(process, timer);
  }

  #schedule(): void {
    if (this.#scheduled || this.#held) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = false;
    if (this.#held) return;
    let spawned = 0;
    for (const process of this.#waiting) {
      if (spawned === SPAWNS_PER_TURN) break;
      this.#waiting.delete(process);
      if (!this.#options.isStarting()) continue;
      spawned++;
      process.start();
    }
    if (this.#waiting.size === 0 || this.#scheduled) return;
    this.#scheduled = true;
    this.#options.clock.after(0, () => this.#turn());
  }
}
