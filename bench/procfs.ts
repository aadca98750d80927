/**
 * What the kernel tells of a process. CPU times are exact (schedstat), not ticks.
 *
 * @module
 */

import { residentKilobytes } from "#tests/support/process_cost.ts";

/** Nanoseconds that each thread of a process has run. */
type Threads = ReadonlyMap<string, number>;

/**
 * Begins to measure CPU time. @returns a function for the milliseconds since then. What a thread ran that
 * has ended meanwhile is not known.
 */
export function startCpu(pid: number): () => number {
  const before = threadsOf(pid);
  return () => {
    let nanoseconds = 0;
    for (const [id, time] of threadsOf(pid)) nanoseconds += time - (before.get(id) ?? 0);
    return nanoseconds / 1e6;
  };
}

function threadsOf(pid: number): Threads {
  const threads = new Map<string, number>();
  for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
    try {
      const text = Deno.readTextFileSync(`/proc/${pid}/task/${name}/schedstat`);
      threads.set(name, Number(text.split(" ")[0]));
    } catch {
      // The thread ended meanwhile.
    }
  }
  return threads;
}

/**
 * Whether all threads of the process wait for something. Only then the kernel has added up their times: of one
 * that runs, what it ran since the last tick is missing.
 */
export function isAsleep(pid: number): boolean {
  return [...Deno.readDirSync(`/proc/${pid}/task`)].every(({ name }) => {
    const stat = Deno.readTextFileSync(`/proc/${pid}/task/${name}/stat`);
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("S");
  });
}

/** Resident memory, in MB of 1024². */
export function memoryOf(pid: number): number {
  return residentKilobytes(pid) / 1024;
}

/** How many descriptors a process has open. */
export function descriptorsOf(pid: number): number {
  return [...Deno.readDirSync(`/proc/${pid}/fd`)].length;
}
