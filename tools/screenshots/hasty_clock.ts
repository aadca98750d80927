import type { Clock, Timer } from "#lib/ports/clock.ts";

/** How a clock hurries. */
export interface Haste {
  /** So many times faster than real time. */
  readonly factor: number;
  /** For so many real milliseconds; then it goes as all clocks do. */
  readonly for: number;
}

/** A clock that makes an hour out of two minutes, and then shows the right time. */
export class HastyClock implements Clock {
  readonly #haste: Haste;
  readonly #begin = performance.now();
  readonly #wall: number;

  constructor(haste: Haste) {
    this.#haste = haste;
    // It starts in the past, so that it is right when it has stopped hurrying.
    this.#wall = Date.now() - haste.for * (haste.factor - 1);
  }

  now(): number {
    const { factor, for: hurried } = this.#haste;
    const real = performance.now() - this.#begin;
    return real + Math.min(real, hurried) * (factor - 1);
  }

  wall(): number {
    return this.#wall + this.now();
  }

  after(delay: number, callback: () => void): Timer {
    const due = this.now() + delay;
    let id: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const left = due - this.now();
      if (left <= 0) return callback();
      const isHurrying = performance.now() - this.#begin < this.#haste.for;
      // Checked now and then, as its speed changes.
      id = setTimeout(arm, Math.min(isHurrying ? left / this.#haste.factor : left, 500));
    };
    id = setTimeout(arm, 0);
    return { cancel: () => clearTimeout(id) };
  }
}
