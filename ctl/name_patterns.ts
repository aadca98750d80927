/**
 * Names with `*`, `?` and `[…]` in them (`svctl restart 'web-*'`).
 *
 * A pattern without a colon is about process names in any group; with one, each side is matched on its
 * own, and `web-*:*` stands for whole groups. A name that exists as it is written is that name, and a
 * pattern that nothing matches stays as it is, so that the daemon refuses it by the name that was typed.
 *
 * @module
 */

import { namePattern } from "#lib/config/glob.ts";
import { makeNamespec, splitNamespec } from "#lib/group/namespec.ts";

/** The two names of a process. */
export interface ProcessName {
  readonly group: string;
  readonly name: string;
}

/** Whether a word may stand for several names; `group:*` alone is Supervisor's own form and does not. */
export function isPattern(word: string): boolean {
  const { group, process } = splitNamespec(word);
  return hasWildcard(group) || (process !== null && hasWildcard(process));
}

/** The words with every pattern replaced by what it matches, in the order of `known`. */
export function expandPatterns(
  words: readonly string[],
  known: readonly ProcessName[],
): readonly string[] {
  return words.flatMap((word) => isPattern(word) ? expand(word, known) : [word]);
}

/** A pattern for group names alone: `add`, `remove`, `update`. */
export function expandGroupPatterns(
  words: readonly string[],
  known: readonly string[],
): readonly string[] {
  return words.flatMap((word) => {
    if (!hasWildcard(word) || known.includes(word)) return [word];
    const pattern = namePattern(word);
    const matches = known.filter((name) => pattern.test(name));
    return matches.length > 0 ? matches : [word];
  });
}

function expand(word: string, known: readonly ProcessName[]): readonly string[] {
  const { group, process } = splitNamespec(word);
  if (known.some((info) => info.group === group && info.name === process)) return [word];
  const groups = namePattern(word.includes(":") ? group : "*");
  const processes = namePattern(process ?? "*");
  const matches = known
    .filter((info) => groups.test(info.group) && processes.test(info.name))
    .map((info) =>
      makeNamespec({ group: info.group, process: process === null ? null : info.name })
    );
  return matches.length > 0 ? [...new Set(matches)] : [word];
}

/** Whether a group's name is a pattern. */
export function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text);
}
