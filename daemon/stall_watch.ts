/**
 * Notices that the event loop stood still, and says what it was at.
 *
 * @module
 */

import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";

/** Stalls longer than this many milliseconds are told. */
export const STALL_MS = 1000;

/** Between two looks at the clock. While nothing is entered there are none: an idle daemon sleeps. */
const LOOK_MS = 500;

/**
 * Told by those who handle something that they begin. A look that comes late by half a second is a
 * sign of a stall, which began when the last handler was entered, or after the look before. Only the
 * last one is known: it may be the one that called the one to blame.
 */
export class StallWatch implements Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  #timer: Timer | null = null;
  #looked = 0;
  #enteredAt = -Infinity;
  #what: string | (() => string) = "";

  constructor(options: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** A handler begins; `what` names it in the log, or makes its name when it is needed. */
  enter(what: string | (() => string)): void {
    const now = this.#clock.now();
    // What waited during a stall may come before the timer that is late.
    if (this.#timer !== null) this.#check(now);
    this.#what = what;
    this.#enteredAt = now;
    if (this.#timer === null) this.#arm();
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(): void {
    this.#looked = this.#clock.now();
    this.#timer = this.#clock.after(LOOK_MS, () => this.#look());
  }

  #look(): void {
    const before = this.#looked;
    this.#check(this.#clock.now());
    this.#timer = null;
    // Once more after the last entry, so that whatever it does is seen.
    if (this.#enteredAt >= before) this.#arm();
  }

  #check(now: number): void {
    const length = now - Math.max(this.#looked, this.#enteredAt);
    if (now - this.#looked < 2 * LOOK_MS || length <= STALL_MS) return;
    this.#looked = now;
    const seconds = (length / 1000).toFixed(1);
    this.#log(
      "warn",
      `the event loop stood still for ${seconds} s; last entered: ${nameOf(this.#what)}`,
    );
  }
}

function nameOf(what: string | (() => string)): string {
  try {
    return typeof what === "string" ? what : what();
  } catch {
    return "something that is over by now";
  }
}
