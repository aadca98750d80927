/** How late a deadline may be noticed, in milliseconds. */
const PRECISION_MS = 250;

/** A deadline that was set. */
export interface Deadline {
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly missed: () => void;
}

/**
 * Many deadlines, few of which are ever missed: one timer looks at all of them, and only while there
 * are any.
 */
export class Deadlines {
  readonly #set = new Set<Deadline>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Calls `missed` in `ms` milliseconds or a little later, unless it is removed before. */
  add(ms: number, missed: () => void): Deadline {
    const deadline = { at: performance.now() + ms, missed };
    this.#set.add(deadline);
    this.#timer ??= setTimeout(() => this.#look(), PRECISION_MS);
    return deadline;
  }

  remove(deadline: Deadline): void {
    this.#set.delete(deadline);
  }

  #look(): void {
    this.#timer = null;
    const now = performance.now();
    for (const deadline of [...this.#set]) {
      if (deadline.at > now) continue;
      this.#set.delete(deadline);
      deadline.missed();
    }
    if (this.#set.size > 0) this.#timer = setTimeout(() => this.#look(), PRECISION_MS);
  }
}
