/**
 * Reading what `ps` prints.
 *
 * @module
 */

/** The words after `ps`: every process with its session, memory in KiB, CPU seconds and percent. */
export const PS_ARGUMENTS: readonly string[] = ["-e", "-o", "sid=,rss=,cputimes=,pcpu="];

/** What a session, a program with everything below it, has used. */
export interface SessionUse {
  /** Resident memory in bytes. */
  readonly memory: number;
  /** CPU time of its living processes, in whole seconds. */
  readonly seconds: number;
  /** CPU over the life of its processes, in percent of a core. */
  readonly lifetime: number;
}

/** Sums up by session. Every program leads a session of its own, so its pid is the session's number. */
export function parsePs(text: string): ReadonlyMap<number, SessionUse> {
  const uses = new Map<number, SessionUse>();
  for (const line of text.split("\n")) {
    const [session, kibibytes, seconds, percent] = line.trim().split(/\s+/).map(Number);
    if (session === undefined || kibibytes === undefined) continue;
    if (seconds === undefined || percent === undefined || Number.isNaN(session + seconds)) continue;
    const known = uses.get(session) ?? { memory: 0, seconds: 0, lifetime: 0 };
    uses.set(session, {
      memory: known.memory + kibibytes * 1024,
      seconds: known.seconds + seconds,
      lifetime: known.lifetime + percent,
    });
  }
  return uses;
}
