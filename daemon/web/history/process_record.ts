/**
 * What is remembered of one process for the pages, in bounded memory.
 *
 * @module
 */

import type { ProcessState } from "#lib/process/state.ts";
import type { Moment } from "../model/process_detail.ts";
import type { Ending } from "../model/process_row.ts";
import { LastHour, stripLetter } from "./last_hour.ts";

/** Most entries of a timeline. */
const MOST_MOMENTS = 60;

/** Both clocks at one moment, in milliseconds. */
export interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

/** The past of one process. */
export class ProcessRecord {
  readonly lastHour: LastHour;
  #moments: readonly Moment[] = [];
  #ending: Ending | null = null;
  #started = false;
  #lastLines: readonly string[] = [];
  #version = 0;

  constructor(now: Instant) {
    this.lastHour = new LastHour(now.monotonic);
  }

  /** Changes with everything that is noted. */
  get version(): number {
    return this.#version;
  }

  /** Latest first. */
  get timeline(): readonly Moment[] {
    return this.#moments;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** What it had printed last when it was given up. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  /** A state was entered; `ending` when a run came to its end with that. */
  enter(
    moment: Moment,
    options: { readonly now: Instant; readonly ending: Ending | null },
  ): void {
    const { now, ending } = options;
    if (ending !== null) this.#ending = ending;
    if (moment.state === "STARTING") {
      if (this.#started) this.lastHour.countRestart(now.monotonic);
      this.#started = true;
    }
    this.lastHour.enter(stripLetter(moment.state, isUnexpected(ending)), now.monotonic);
    this.#moments = [moment, ...this.#moments].slice(0, MOST_MOMENTS);
    this.#lastLines = [];
    this.#version++;
  }

  /** Keeps what the log says, as long as nothing else has happened since `version`. */
  keepLines(lines: readonly string[], version: number): boolean {
    if (version !== this.#version) return false;
    this.#lastLines = lines;
    this.#version++;
    return true;
  }

  /** When the state was entered in which it is now; `null` before the first one. */
  since(state: ProcessState): number | null {
    const [latest] = this.#moments;
    return latest?.state === state ? latest.at : null;
  }
}

function isUnexpected(ending: Ending | null): boolean {
  return ending !== null && !ending.expected && !ending.stopped;
}
