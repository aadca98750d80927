import { median, slopeOf } from "../../bench/statistics.ts";
import { filesBesideDebugger } from "#tests/support/debugger_port.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";

/** The time in which memory may grow freely. */
const WARM_MS = 5 * 60_000;

interface Sample {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly megabytes: number;
  readonly descriptors: number;
}

/** Memory and descriptors of a process over time. */
export class Measure {
  readonly #pid: number;
  readonly #samples: Sample[] = [];
  readonly #begun = performance.now();

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Measures now. */
  take(): void {
    this.#samples.push({
      at: performance.now() - this.#begun,
      megabytes: residentKilobytes(this.#pid) / 1024,
      descriptors: filesBesideDebugger(this.#pid).length,
    });
  }

  /**
   * Memory at the end, its slope in megabytes a minute (least squares, after the first five minutes, or
   * the second half of a shorter run), and the median of descriptors in the first and last quarter.
   */
  result(): { slope: number; megabytes: number; descriptors: { first: number; last: number } } {
    const total = this.#samples.at(-1)?.at ?? 0;
    const from = Math.min(WARM_MS, total / 2);
    const late = this.#samples.filter(({ at }) => at >= from);
    const quarter = Math.max(1, this.#samples.length >> 2);
    const count = (samples: readonly Sample[]) =>
      samples.length === 0 ? 0 : median(samples.map(({ descriptors }) => descriptors));
    return {
      slope: slopeOf(late.map(({ at, megabytes }) => [at / 60_000, megabytes])),
      megabytes: Math.round(this.#samples.at(-1)?.megabytes ?? 0),
      descriptors: {
        first: count(this.#samples.slice(0, quarter)),
        last: count(this.#samples.slice(-quarter)),
      },
    };
  }
}
