import type { Clock } from "#lib/ports/clock.ts";

/**
 * Longer than it takes, on a busy machine too, until all have ended that end as soon as they are told
 * to. Supervisor finds these together when it looks.
 */
const ROUND_MS = 300;

/**
 * Puts outcomes into the order that clients see: round after round, those of one round by their number.
 * What ends at the same moment would otherwise be in another order each time.
 */
export class Rounds<T> {
  readonly #clock: Clock;
  readonly #outcomes: { readonly outcome: T; readonly round: number; readonly number: number }[] =
    [];
  #round = 0;
  #began = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An outcome that is known now; a round begins with the first that comes after the one before. */
  add(outcome: T, number: number): void {
    const now = this.#clock.now();
    if (now - this.#began > ROUND_MS) {
      this.#began = now;
      this.#round++;
    }
    this.#outcomes.push({ outcome, round: this.#round, number });
  }

  ordered(): readonly T[] {
    return this.#outcomes
      .toSorted((a, b) => a.round - b.round || a.number - b.number)
      .map(({ outcome }) => outcome);
  }
}
