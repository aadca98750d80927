/**
 * "Did you mean …?" for people at a terminal. Scripts never see these lines.
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import { closestWord } from "#lib/text/closest_word.ts";
import { NetworkError } from "./http/errors.ts";
import type { Session } from "./session.ts";

/** Says which known word was probably meant. */
export function hintWord(session: Session, word: string, known: Iterable<string>): void {
  const meant = closestWord(word, known);
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

/** Says what to look at when there is no daemon at the other end. */
export function hintAway(session: Session, error: unknown): void {
  if (!(error instanceof NetworkError)) return;
  const { terminal, endpoint, settings } = session;
  const owner = error.message.startsWith("[Errno 13]") ? ownerOf(endpoint.serverurl) : null;
  if (owner !== null) terminal.hint(`The socket is for ${owner}: run svctl as its owner.`);
  else if (error.problem !== "other" && endpoint === settings.endpoint) {
    const from = settings.addressFrom ?? "the default, as no config file was found";
    terminal.hint(`Is the daemon running? The address comes from ${from}.`);
  }
}

/** `uid 0 (mode 0700)`, `null` when the socket may not be looked at. */
function ownerOf(serverurl: string): string | null {
  try {
    const { uid, mode } = Deno.statSync(serverurl.slice("unix://".length));
    return `uid ${uid} (mode ${((mode ?? 0) & 0o7777).toString(8).padStart(4, "0")})`;
  } catch {
    return null;
  }
}
