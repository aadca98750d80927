/**
 * CPU in percent out of CPU times in whole seconds.
 *
 * @module
 */

import type { SessionUse } from "./parse_ps.ts";

/** Most samples that are kept. */
const MOST_SAMPLES = 21;

/** Most points of a curve: two minutes. */
export const MOST_POINTS = 40;

/** CPU seconds that have to pass for a figure that is good to a third. */
const ENOUGH_SECONDS = 3;

interface Sample {
  readonly at: number;
  readonly seconds: number;
}

/**
 * Follows one process. `ps` counts whole seconds, so a busy process is judged over the last few
 * samples and a quiet one over as many as there are.
 */
export class CpuMeter {
  #samples: readonly Sample[] = [];
  #curve: readonly number[] = [];

  /** Percent of a core, the latest point last. */
  get curve(): readonly number[] {
    return this.#curve;
  }

  /** Takes a sample at `at` (monotonic milliseconds). @returns percent of a core */
  add(use: SessionUse, at: number): number {
    const percent = this.#percentOf({ at, seconds: use.seconds }, use.lifetime);
    this.#samples = [...this.#samples, { at, seconds: use.seconds }].slice(-MOST_SAMPLES);
    this.#curve = [...this.#curve, Math.round(percent * 10) / 10].slice(-MOST_POINTS);
    return percent;
  }

  #percentOf(now: Sample, lifetime: number): number {
    const since = this.#samples.findLast(({ seconds }) => now.seconds - seconds >= ENOUGH_SECONDS);
    const start = since ?? this.#samples[0];
    // The first figure is the one over its life; a child that ended takes its seconds away.
    if (start === undefined || now.at <= start.at) return lifetime;
    return Math.max(0, (now.seconds - start.seconds) * 100_000 / (now.at - start.at));
  }
}
