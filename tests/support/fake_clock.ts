/**
 * A clock that stands still until a test moves it.
 *
 * @module
 */

import type { Clock, Timer } from "#lib/ports/clock.ts";

interface Deadline {
  readonly at: number;
  readonly callback: () => void;
}

/** Where a {@linkcode FakeClock} starts. */
export interface FakeClockOptions {
  /** Wall-clock milliseconds since the epoch. @default 1_700_000_000_000, a full 100 seconds. */
  readonly wall?: number;
}

/** A {@linkcode Clock} whose timers run, in the order of their deadlines, while `advance` is called. */
export class FakeClock implements Clock {
  #now = 0;
  #wallAtZero: number;
  readonly #deadlines = new Set<Deadline>();

  constructor(options: FakeClockOptions = {}) {
    this.#wallAtZero = options.wall ?? 1_700_000_000_000;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#wallAtZero + this.#now;
  }

  after(delay: number, callback: () => void): Timer {
    const deadline: Deadline = { at: this.#now + Math.max(0, delay), callback };
    this.#deadlines.add(deadline);
    return { cancel: () => void this.#deadlines.delete(deadline) };
  }

  /** Timers that are armed. */
  get armed(): number {
    return this.#deadlines.size;
  }

  /** Milliseconds until the next timer is due, `null` when none is armed. */
  get untilNext(): number | null {
    const next = this.#next();
    return next === null ? null : next.at - this.#now;
  }

  /**
   * Lets `ms` milliseconds pass on both clocks. Each timer that falls due sees the moment of its
   * deadline as now; timers that they arm run too, if due.
   */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next !== null && next.at <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.at);
      this.#deadlines.delete(next);
      next.callback();
    }
    this.#now = end;
  }

  /**
   * Lets `ms` milliseconds pass in which nothing could run: timers that fell due meanwhile run late,
   * once, at the end.
   */
  stall(ms: number): void {
    this.#now += ms;
    this.advance(0);
  }

  /** Sets the wall clock forward by `wallMs` milliseconds, or back when negative; no time passes. */
  jump(wallMs: number): void {
    this.#wallAtZero += wallMs;
  }

  #next(): Deadline | null {
    let next: Deadline | null = null;
    for (const deadline of this.#deadlines) {
      if (next === null || deadline.at < next.at) next = deadline;
    }
    return next;
  }
}
