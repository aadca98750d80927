import type { Clock, Timer } from "#lib/ports/clock.ts";

/** Deno's longest timer; what is further away is waited for in pieces. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's clocks: `performance.now` is monotonic, `Date.now` is not. */
export class SystemClock implements Clock {
  now(): number {
    return performance.now();
  }

  wall(): number {
    return Date.now();
  }

  after(delay: number, callback: () => void): Timer {
    const due = this.now() + delay;
    let id: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const left = Math.min(Math.max(0, Math.ceil(due - this.now())), LONGEST_MS);
      id = setTimeout(() => this.now() < due ? arm() : callback(), left);
    };
    arm();
    return { cancel: () => clearTimeout(id) };
  }
}
