/**
 * How fast programs that end at once, again and again, are started again.
 *
 * Supervisor looks after its programs once a second, and by this accident a loop of crashes with
 * `startsecs=0` costs it little. Here an end is acted on at once, so the loop needs a rule of its own.
 *
 * @module
 */

/** A life shorter than these milliseconds is short. Supervisor's second: no pause is longer. */
export const SHORT_LIFE_MS = 1000;

/** After so many short lives in a row a program is hot. Fewer are a bad moment, which costs no time. */
export const HOT_LIVES = 60;

/** All hot programs together are started again once in so many milliseconds. */
export const HOT_SLOT_MS = 10;

/** What the pace knows of the program that ended. */
export interface EndedLife {
  /** How many lives in a row were short, the last one included. */
  readonly shortLives: number;
  /** Monotonic milliseconds at which the last one began. */
  readonly startedAt: number;
}

/**
 * Deals out the moments of restarts. A program that is not hot has them at once, whatever the others
 * do. Hot ones share a row of slots, {@linkcode HOT_SLOT_MS} apart, but none waits until its starts
 * are more than {@linkcode SHORT_LIFE_MS} apart. So one alone goes on nearly as fast as it can, and a
 * hundred of them take a bounded share of the processor.
 */
export class RestartPace {
  #next = -Infinity;

  /** When the program may start again, in monotonic milliseconds; `now` when at once. */
  due({ shortLives, startedAt }: EndedLife, now: number): number {
    if (shortLives < HOT_LIVES) return now;
    const slot = Math.max(now, this.#next);
    // Where there are more than fit into a second, the row is no longer than that.
    this.#next = Math.min(slot, now + SHORT_LIFE_MS) + HOT_SLOT_MS;
    return Math.min(slot, Math.max(now, startedAt + SHORT_LIFE_MS));
  }
}
