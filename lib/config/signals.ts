/**
 * The signals of Linux by name and number, and their decoder (config.md 5, row CFG-033).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { strip } from "./python_text.ts";
import { ValueError } from "./value_error.ts";
import { parseInteger } from "./values.ts";

/** Every name with its number. Aliases (CLD, IOT, POLL) come after the name that is reported. */
export const SIGNAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ["SIGHUP", 1],
  ["SIGINT", 2],
  ["SIGQUIT", 3],
  ["SIGILL", 4],
  ["SIGTRAP", 5],
  ["SIGABRT", 6],
  ["SIGBUS", 7],
  ["SIGFPE", 8],
  ["SIGKILL", 9],
  ["SIGUSR1", 10],
  ["SIGSEGV", 11],
  ["SIGUSR2", 12],
  ["SIGPIPE", 13],
  ["SIGALRM", 14],
  ["SIGTERM", 15],
  ["SIGSTKFLT", 16],
  ["SIGCHLD", 17],
  ["SIGCONT", 18],
  ["SIGSTOP", 19],
  ["SIGTSTP", 20],
  ["SIGTTIN", 21],
  ["SIGTTOU", 22],
  ["SIGURG", 23],
  ["SIGXCPU", 24],
  ["SIGXFSZ", 25],
  ["SIGVTALRM", 26],
  ["SIGPROF", 27],
  ["SIGWINCH", 28],
  ["SIGIO", 29],
  ["SIGPWR", 30],
  ["SIGSYS", 31],
  ["SIGRTMIN", 34],
  ["SIGRTMAX", 64],
  ["SIGIOT", 6],
  ["SIGCLD", 17],
  ["SIGPOLL", 29],
]);

/**
 * A signal by name, with or without `SIG` and in any case, or by number. Returns the name with its
 * prefix. Signal 0 and the words DFL and IGN, which are no signals, are refused (B-32).
 *
 * @throws {ValueError}
 */
export function parseSignal(text: string): string {
  const number = integerOrNull(text);
  if (number !== null) {
    const name = signalName(number);
    if (name === null) {
      throw new ValueError(`value ${pythonRepr(text)} is not a valid signal number`);
    }
    return name;
  }
  const word = strip(text).toUpperCase();
  const numbered = SIGNAL_NUMBERS.get(word.startsWith("SIG") ? word : `SIG${word}`);
  if (numbered === undefined) {
    throw new ValueError(`value ${pythonRepr(text)} is not a valid signal name`);
  }
  return signalName(numbered)!;
}

/** The name of a signal number, `null` if there is none. */
export function signalName(number: number): string | null {
  for (const [name, known] of SIGNAL_NUMBERS) if (known === number) return name;
  return null;
}

function integerOrNull(text: string): number | null {
  try {
    return parseInteger(text);
  } catch {
    return null;
  }
}
