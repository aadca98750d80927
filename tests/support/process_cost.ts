/**
 * What a process has cost so far.
 *
 * @module
 */

/** Milliseconds per tick of the processor clock in /proc (100 Hz on Linux). */
const TICK_MS = 10;

/** Processor time that a process has used so far, user and system, in milliseconds. */
export function cpuMillis(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory of a process in kilobytes of 1024 bytes. */
export function residentKilobytes(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]);
}
