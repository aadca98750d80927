/** What a process and everything below it uses: CPU in percent of one core, memory in bytes. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** The memory of a process over the last samples, oldest first. */
export interface MemoryCurve {
  readonly spec: string;
  readonly values: readonly number[];
}

/** What is known about all processes' use of CPU and memory at a moment. */
export interface UsageReport {
  /** By namespec; processes that do not run are missing. */
  readonly usages: ReadonlyMap<string, Usage>;
  /** CPU over the last samples, oldest first, by namespec. */
  readonly curves: ReadonlyMap<string, readonly number[]>;
  /** Memory over the last samples, as {@linkcode UsageReport.curves}. */
  readonly memories: ReadonlyMap<string, readonly number[]>;
  /** Why there is nothing to show, `null` when there is or will be. */
  readonly problem: string | null;
}
