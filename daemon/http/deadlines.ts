/** Milliseconds between two looks, by which a deadline may be noticed too late. */
const LOOK_MS = 250;

/** A deadline that was set. */
export interface Deadline {
  /** The look at which it is missed. */
  readonly due: number;
  readonly missed: () => void;
}

/**
 * Many deadlines, few of which are ever missed: one timer looks at all of them, and only while there
 * are any. Time is counted in looks, so that setting one needs no clock.
 */
export class Deadlines {
  readonly #set = new Set<Deadline>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #looks = 0;

  /** Calls `missed` in `ms` milliseconds or a little later, unless it is removed before. */
  add(ms: number, missed: () => void): Deadline {
    // A look that is on its way may come at once: it does not count.
    const first = this.#timer === null ? 0 : 1;
    const deadline = { due: this.#looks + first + Math.ceil(ms / LOOK_MS), missed };
    this.#set.add(deadline);
    this.#timer ??= setTimeout(() => this.#look(), LOOK_MS);
    return deadline;
  }

  remove(deadline: Deadline): void {
    this.#set.delete(deadline);
  }

  #look(): void {
    this.#timer = null;
    this.#looks++;
    for (const deadline of [...this.#set]) {
      if (deadline.due > this.#looks) continue;
      this.#set.delete(deadline);
      deadline.missed();
    }
    if (this.#set.size > 0) this.#timer ??= setTimeout(() => this.#look(), LOOK_MS);
  }
}
