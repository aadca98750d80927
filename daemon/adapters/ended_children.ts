import { collectGarbage } from "./garbage.ts";

/** As many ended children leave 2 to 3 MB behind. */
const MANY = 200;

/**
 * Has what ended children leave behind cleared away. V8 alone would do it when there are 7 to 20 MB of
 * it, by its flags; docs/performance.md has the figures. Nothing happens while nothing ends, and the
 * share of a single end does not grow with the number of children.
 */
export class EndedChildren {
  readonly #collect: () => void;
  #living = 0;
  #most = MANY;
  #ended = 0;

  /** @param collect clears away */
  constructor(collect: () => void = collectGarbage) {
    this.#collect = collect;
  }

  /** A child was made. */
  started(): void {
    this.#living++;
    this.#most = Math.max(this.#most, this.#living);
  }

  /** A child has ended, and nothing is left to be read from it. */
  ended(): void {
    this.#living--;
    // Not with the last one of all: that is a shutdown.
    if (++this.#ended <= this.#most) return;
    this.#ended = 0;
    this.#most = Math.max(MANY, this.#living);
    // Behind the restarts that these ends bring about.
    setTimeout(this.#collect, 0);
  }
}
