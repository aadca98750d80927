/**
 * Names of AUTO log files, and the pattern that finds old ones (LOG-007, LOG-008, K-13).
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";

/** What goes into the name of an AUTO log. */
export interface AutoName {
  /** Bare process name. */
  readonly process: string;
  readonly channel: Channel;
  /** `identifier` of `[supervisord]`. */
  readonly identifier: string;
  /** Eight random bytes, as many as the name has random characters. */
  readonly random: Uint8Array;
}

/** The characters that Python's `tempfile` draws from. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_";

/** `PROCESS-stdout---IDENTIFIER-xxxxxxxx.log`, without a directory. */
export function autoLogName({ process, channel, identifier, random }: AutoName): string {
  let suffix = "";
  for (const byte of random) suffix += ALPHABET[byte % ALPHABET.length];
  return `${process}-${channel}---${identifier}-${suffix}.log`;
}

/**
 * Matches the names of AUTO logs of `identifier` and of their backups.
 *
 * The identifier goes in as a regular expression, as Supervisor has it; where it is none, it stands
 * for itself.
 */
export function autoLogPattern(identifier: string): RegExp {
  try {
    return pattern(identifier);
  } catch {
    return pattern(identifier.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  }
}

/** Anchored at the start only; `[^\n]` is what `.` means in Python. */
function pattern(identifier: string): RegExp {
  return new RegExp(`^(?:[^\\n]+?---${identifier}-\\S+\\.log\\.?\\d{0,4})`);
}
