/**
 * What a daemon writes down about its living children, so that the next one finds those of a daemon
 * that was killed. One JSON object a line: a child that was started, or the pid of one that ended.
 *
 * @module
 */

/** A child as it was written down. It led its own process group, whose id is its pid. */
export interface RecordedChild {
  readonly pid: number;
  /** Name of its config group. */
  readonly group: string;
  readonly name: string;
  /** Wall-clock milliseconds just after it was started. */
  readonly started: number;
}

/** The line for a child that was started. */
export function startedLine({ pid, group, name, started }: RecordedChild): string {
  return `${JSON.stringify({ pid, group, name, started })}\n`;
}

/** The line for a child that was reaped. */
export function endedLine(pid: number): string {
  return `${JSON.stringify({ ended: pid })}\n`;
}

/**
 * The children that had not ended when the last line was written, in the order of their starts. Lines
 * that are torn or something else are passed over: a full disk or a crash may leave such.
 */
export function readJournal(text: string): readonly RecordedChild[] {
  const living = new Map<number, RecordedChild>();
  for (const line of text.split("\n")) {
    const entry = parseLine(line);
    if (entry === null) continue;
    if ("ended" in entry) {
      living.delete(entry.ended);
    } else {
      // A pid that comes again is another process, and the last one to start.
      living.delete(entry.pid);
      living.set(entry.pid, entry);
    }
  }
  return [...living.values()];
}

function parseLine(line: string): RecordedChild | { readonly ended: number } | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { ended, pid, group, name, started } = value as Record<string, unknown>;
  if (isPid(ended)) return { ended };
  if (!isPid(pid) || typeof group !== "string" || typeof name !== "string") return null;
  return typeof started === "number" ? { pid, group, name, started } : null;
}

/** Neither a process group of the caller (0), nor everybody (-1), nor init (1). */
function isPid(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 1;
}
