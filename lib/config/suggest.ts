import { closestWord } from "#lib/text/closest_word.ts";

/** The known word that `word` is most likely meant to be; `null` if none is close. */
export function suggest(word: string, known: readonly string[]): string | null {
  // A part left out is no small slip: logfile for stdout_logfile.
  return closestWord(word, known) ??
    known.find((candidate) => candidate.endsWith(`_${word}`)) ?? null;
}
