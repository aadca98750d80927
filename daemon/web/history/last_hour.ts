/**
 * The last hour of one process in 180 bytes, whatever happened in it.
 *
 * @module
 */

import type { ProcessState } from "#lib/process/state.ts";

const MINUTES = 60;
const MINUTE_MS = 60_000;

/** Letters of a strip, the one that wins within a minute first. */
const LETTERS = ["f", "b", "t", "d", "r", "n"] as const;

/** A minute of a strip: failed, backoff, in transition, down, running, no data. */
export type StripLetter = (typeof LETTERS)[number];

/** What a state is in a strip; `unexpected` for an exit that was not wanted. */
export function stripLetter(state: ProcessState, unexpected: boolean): StripLetter {
  switch (state) {
    case "RUNNING":
      return "r";
    case "STARTING":
    case "STOPPING":
      return "t";
    case "BACKOFF":
      return "b";
    case "STOPPED":
      return "d";
    case "EXITED":
      return unexpected ? "f" : "d";
    case "FATAL":
    case "UNKNOWN":
      return "f";
  }
}

/** Which states there were in each of the last 60 minutes, and how many restarts. */
export class LastHour {
  readonly #states = new Uint8Array(MINUTES);
  readonly #restarts = new Uint16Array(MINUTES);
  #minute: number;
  #current: StripLetter = "n";
  #total = 0;
  #cached: string | null = null;

  /** `now` is in milliseconds of the clock that all later calls use too. */
  constructor(now: number) {
    this.#minute = minuteOf(now);
  }

  /** A state was entered. */
  enter(letter: StripLetter, now: number): void {
    this.#advance(now);
    this.#current = letter;
    const at = this.#minute % MINUTES;
    this.#states[at] = this.#states[at]! | bit(letter);
    this.#cached = null;
  }

  /** It was started once more. */
  countRestart(now: number): void {
    this.#advance(now);
    const at = this.#minute % MINUTES;
    if (this.#restarts[at] === 0xffff) return;
    this.#restarts[at] = this.#restarts[at]! + 1;
    this.#total++;
  }

  /** Restarts of the last 60 minutes. */
  restarts(now: number): number {
    this.#advance(now);
    return this.#total;
  }

  /** Letters with their numbers of minutes, the latest last: `n12r47t1`. Always 60 minutes. */
  strip(now: number): string {
    this.#advance(now);
    return this.#cached ??= this.#render();
  }

  #render(): string {
    let text = "";
    let run = 0;
    let last: StripLetter | "" = "";
    for (let back = MINUTES - 1; back >= 0; back--) {
      const letter = this.#letterAt(this.#minute - back);
      if (letter !== last && run > 0) {
        text += `${last}${run}`;
        run = 0;
      }
      last = letter;
      run++;
    }
    return `${text}${last}${run}`;
  }

  #letterAt(minute: number): StripLetter {
    const mask = this.#states[((minute % MINUTES) + MINUTES) % MINUTES]!;
    return LETTERS.find((letter) => (mask & bit(letter)) !== 0) ?? "n";
  }

  /** Every minute that began meanwhile was spent in the current state. */
  #advance(now: number): void {
    const minute = minuteOf(now);
    if (minute <= this.#minute) return;
    this.#cached = null;
    const from = Math.max(this.#minute + 1, minute - MINUTES + 1);
    for (let each = from; each <= minute; each++) {
      this.#states[each % MINUTES] = bit(this.#current);
      this.#total -= this.#restarts[each % MINUTES]!;
      this.#restarts[each % MINUTES] = 0;
    }
    this.#minute = minute;
  }
}

function minuteOf(now: number): number {
  return Math.floor(now / MINUTE_MS);
}

function bit(letter: StripLetter): number {
  return letter === "n" ? 0 : 1 << LETTERS.indexOf(letter);
}
