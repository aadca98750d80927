import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";

/** A recovery is told at the earliest this long after the last failure: a disk at its brim flaps. */
const CALM_MS = 5000;

/**
 * Counts the bytes that a log could not take. Tells the activity log once when that begins, and how
 * many they were when it is over.
 *
 * The log it tells may be the very one that failed: state is settled before each line.
 */
export class LossReport {
  readonly #what: string;
  readonly #log: Log;
  readonly #clock: Clock;
  #total = 0;
  #untold = 0;
  #failing = false;
  #lastFailure = 0;

  /** @param options.what names the log in messages, `log '/var/log/x'` */
  constructor(options: { what: string; log: Log; clock: Clock }) {
    this.#what = options.what;
    this.#log = options.log;
    this.#clock = options.clock;
  }

  /** All bytes lost so far. */
  get total(): number {
    return this.#total;
  }

  /** Whether a failure was told and its end not yet. */
  get failing(): boolean {
    return this.#failing;
  }

  /** `bytes` were lost because of `reason`. */
  failed(reason: string, bytes: number): void {
    this.#total += bytes;
    this.#untold += bytes;
    this.#lastFailure = this.#clock.now();
    if (this.#failing) return;
    this.#failing = true;
    this.#log("error", `Cannot write to ${this.#what}: ${reason}; what does not fit is lost`);
  }

  /** A write went well. */
  succeeded(): void {
    if (this.#failing && this.#clock.now() - this.#lastFailure >= CALM_MS) this.#recover();
  }

  /** Nothing more comes: tells what was not told yet. */
  end(): void {
    if (this.#failing) this.#recover();
  }

  #recover(): void {
    const bytes = this.#untold;
    this.#failing = false;
    this.#untold = 0;
    this.#log("warn", `${bytes} bytes for ${this.#what} were lost`);
  }
}
