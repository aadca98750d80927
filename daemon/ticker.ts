/**
 * TICK_5, TICK_60 and TICK_3600: wall-clock time has entered a new 5, 60 or 3600 seconds (EVT-042).
 *
 * @module
 */

import type { TickEvent } from "#lib/event/events.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { EventBus } from "./event_bus.ts";

const MS = 1000;

/** Shortest first, which is also the order at instants where they coincide. */
const PERIODS: readonly { readonly name: TickEvent["name"]; readonly seconds: number }[] = [
  { name: "TICK_5", seconds: 5 },
  { name: "TICK_60", seconds: 60 },
  { name: "TICK_3600", seconds: 3600 },
];

const SHORTEST_MS = 5 * MS;

/** What a ticker works with. */
export interface TickerOptions {
  /** Where the ticks go. */
  readonly bus: EventBus;
  /** Its wall time is what ticks. */
  readonly clock: Clock;
}

/**
 * Emits the ticks. It holds one timer, to the next multiple of five seconds of wall-clock time, and none
 * while nobody subscribes to a tick.
 *
 * The time at which it begins to look is only remembered. A tick that comes late, after a stall or a jump of the
 * clock forward, comes once, with the multiple that is current then; a jump back gives one tick with
 * the earlier multiple. Either is seen five seconds after it at the latest.
 */
export class Ticker implements Disposable {
  readonly #bus: EventBus;
  readonly #clock: Clock;
  readonly #watch: Disposable;
  readonly #last = new Map<TickEvent["name"], number>();
  #timer: Timer | null = null;

  /** Begins at once. */
  constructor(options: TickerOptions) {
    this.#bus = options.bus;
    this.#clock = options.clock;
    this.#watch = this.#bus.watchInterest(() => this.#follow());
    this.#follow();
  }

  /** Ends the ticks for good. */
  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
    this.#rest();
  }

  #follow(): void {
    const wanted = PERIODS.some(({ name }) => this.#bus.wants(name));
    if (!wanted) this.#rest();
    else if (this.#timer === null) {
      for (const { name, seconds } of PERIODS) this.#last.set(name, this.#multiple(seconds));
      this.#arm();
    }
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(): void {
    const wall = this.#clock.wall();
    const delay = SHORTEST_MS - (wall - Math.floor(wall / SHORTEST_MS) * SHORTEST_MS);
    this.#timer = this.#clock.after(delay, () => this.#tick());
  }

  #tick(): void {
    // First, so that subscribers that come or go during a tick find the ticker running.
    this.#arm();
    for (const { name, seconds } of PERIODS) {
      const when = this.#multiple(seconds);
      if (when === this.#last.get(name)) continue;
      this.#last.set(name, when);
      this.#bus.emit({ name, when });
    }
  }

  /** The multiple of `seconds` that has begun last, in unix seconds. */
  #multiple(seconds: number): number {
    return Math.floor(this.#clock.wall() / MS / seconds) * seconds;
  }
}
