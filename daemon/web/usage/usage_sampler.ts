/**
 * Samples of CPU and memory, taken while somebody is looking and never otherwise.
 *
 * @module
 */

import type { Clock, Timer } from "#lib/ports/clock.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import type { Usage, UsageReport } from "../model/usage.ts";
import { CpuMeter, MOST_POINTS } from "./cpu_meter.ts";
import { parsePs } from "./parse_ps.ts";

/** Milliseconds between two samples. */
export const SAMPLE_INTERVAL_MS = 3000;

/** How a sampler gets its figures. */
export interface UsageSamplerParts {
  readonly clock: Clock;
  /** Runs `ps`. @throws {Error} with a sentence that says why it cannot */
  runPs(): Promise<string>;
  /** The pids of the running processes, by namespec. */
  pids(): ReadonlyMap<string, number>;
  /** A sample was taken. */
  sampled(report: UsageReport): void;
}

const NOTHING: UsageReport = {
  usages: new Map(),
  curves: new Map(),
  memories: new Map(),
  problem: null,
};

/** What is known of one process. */
interface Meter {
  readonly cpu: CpuMeter;
  memory: readonly number[];
}

/** Runs `ps` once for everybody who is looking. */
export class UsageSampler implements Disposable {
  readonly #parts: UsageSamplerParts;
  readonly #meters = new Map<number, Meter>();
  #report: UsageReport = NOTHING;
  #sampledAt = -Infinity;
  #watchers = 0;
  #timer: Timer | null = null;
  #running = false;
  #closed = false;

  constructor(parts: UsageSamplerParts) {
    this.#parts = parts;
  }

  /** What was sampled last. It is one look: a fresh sample is taken when the last one is old. */
  look(): UsageReport {
    this.#sampleIfOld();
    return this.#report;
  }

  /** Keeps sampling until it is disposed. */
  watch(): Disposable {
    this.#watchers++;
    this.#sampleIfOld();
    this.#arm();
    let watching = true;
    return {
      [Symbol.dispose]: () => {
        if (!watching) return;
        watching = false;
        this.#watchers--;
        if (this.#watchers === 0) this.#disarm();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#disarm();
  }

  #arm(): void {
    if (this.#timer !== null || this.#watchers === 0 || this.#closed) return;
    this.#timer = this.#parts.clock.after(SAMPLE_INTERVAL_MS, () => {
      this.#timer = null;
      this.#sampleIfOld();
      this.#arm();
    });
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #sampleIfOld(): void {
    const { clock } = this.#parts;
    const age = clock.now() - this.#sampledAt;
    // Timers are a little early or late.
    if (this.#closed || this.#running || age < SAMPLE_INTERVAL_MS * 0.9) return;
    this.#sampledAt = clock.now();
    void this.#sample();
  }

  async #sample(): Promise<void> {
    this.#running = true;
    try {
      const text = await this.#parts.runPs();
      this.#report = this.#evaluate(text);
    } catch (error) {
      const problem = errorMessage(error);
      this.#report = { ...NOTHING, problem };
    } finally {
      this.#running = false;
    }
    if (!this.#closed) this.#parts.sampled(this.#report);
  }

  #evaluate(text: string): UsageReport {
    const uses = parsePs(text);
    const now = this.#parts.clock.now();
    const usages = new Map<string, Usage>();
    const curves = new Map<string, readonly number[]>();
    const memories = new Map<string, readonly number[]>();
    const alive = new Set<number>();
    for (const [spec, pid] of this.#parts.pids()) {
      const use = uses.get(pid);
      if (use === undefined) continue;
      alive.add(pid);
      const meter = this.#meters.getOrInsertComputed(pid, () => ({
        cpu: new CpuMeter(),
        memory: [],
      }));
      meter.memory = [...meter.memory, use.memory].slice(-MOST_POINTS);
      usages.set(spec, { cpu: meter.cpu.add(use, now), memory: use.memory });
      curves.set(spec, meter.cpu.curve);
      memories.set(spec, meter.memory);
    }
    for (const pid of [...this.#meters.keys()]) if (!alive.has(pid)) this.#meters.delete(pid);
    return { usages, curves, memories, problem: null };
  }
}
