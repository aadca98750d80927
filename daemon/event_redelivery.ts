import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { PooledEvent } from "./event_pooled.ts";

/** An event may be rejected this often before its pool slows down. */
const IMMEDIATE_REDELIVERIES = 3;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/**
 * Keeps a listener that rejects the same event for ever from taking the whole processor: from the
 * fourth rejection on, its pool pauses for 50 ms, then twice as long each time, up to a second.
 * Supervisor delivers again as fast as both sides can.
 */
export class RedeliveryPause {
  readonly #clock: Clock;
  readonly #resume: () => void;
  #timer: Timer | null = null;

  /** Makes one for a pool; `resume` is called when a pause is over. */
  constructor(clock: Clock, resume: () => void) {
    this.#clock = clock;
    this.#resume = resume;
  }

  /** Whether nothing should be sent now. */
  get active(): boolean {
    return this.#timer !== null;
  }

  /** Counts a rejection and pauses when it is one of many. */
  rejected(event: PooledEvent): void {
    event.rejections++;
    const extra = event.rejections - IMMEDIATE_REDELIVERIES - 1;
    if (extra < 0) return;
    this.cancel();
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** extra, LONGEST_PAUSE_MS);
    this.#timer = this.#clock.after(pause, () => {
      this.#timer = null;
      this.#resume();
    });
  }

  /** Ends a pause without resuming. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }
}
