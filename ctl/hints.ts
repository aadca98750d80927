/**
 * "Did you mean …?" for people at a terminal. Scripts never see these lines.
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import type { Session } from "./session.ts";
import { suggest } from "./suggest.ts";

/** Says which known word was probably meant. */
export function hintWord(session: Session, word: string, known: Iterable<string>): void {
  const meant = suggest(word, known);
  if (meant !== null && meant !== word) session.terminal.hint(`Did you mean '${meant}'?`);
}

/**
 * Says which processes or groups were probably meant by names that the daemon does not know. A group's
 * name alone is no process: then its `group:*` is named.
 */
export async function hintNames(session: Session, unknown: readonly string[]): Promise<void> {
  if (unknown.length === 0 || !session.terminal.hasHints) return;
  // A hint that cannot be had is no failure of the command.
  const infos = await session.api.getAllProcessInfo().catch(() => []);
  const groups = new Set(infos.map((info) => info.group));
  const names = new Set([
    ...infos.map((info) => makeNamespec({ group: info.group, process: info.name })),
    ...[...groups].map((group) => `${group}:*`),
  ]);
  for (const name of unknown) {
    if (groups.has(name)) session.terminal.hint(`Did you mean '${name}:*'?`);
    else hintWord(session, name, names);
  }
}
