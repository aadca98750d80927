/**
 * Users and groups by name or number (config.md 5, row CFG-032).
 *
 * @module
 */

import type { Users } from "#lib/ports/users.ts";
import type { Ownership } from "./config.ts";
import { ValueError } from "./value_error.ts";
import { parseInteger } from "./values.ts";

/** The uid of a user who exists. @throws {ValueError} */
export function parseUser(text: string, users: Users): number {
  const uid = integerOrNull(text);
  if (uid === null) {
    const entry = users.byName(text);
    if (entry === null) throw new ValueError(`Invalid user name ${text}`);
    return entry.uid;
  }
  if (users.byUid(uid) === null) throw new ValueError(`Invalid user id ${text}`);
  return uid;
}

/** `user` or `user:group`; without a group the gid is -1, unchanged. @throws {ValueError} */
export function parseOwnership(text: string, users: Users): Ownership {
  const colon = text.indexOf(":");
  const user = colon < 0 ? text : text.slice(0, colon);
  const gid = colon < 0 ? -1 : groupId(text.slice(colon + 1), users);
  try {
    if (gid !== null) return { uid: parseUser(user, users), gid };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
  }
  throw new ValueError(`Invalid user:group definition ${text}`);
}

function groupId(text: string, users: Users): number | null {
  const gid = integerOrNull(text);
  return gid === null ? users.groupByName(text) : users.groupByGid(gid)?.gid ?? null;
}

function integerOrNull(text: string): number | null {
  try {
    return parseInteger(text);
  } catch {
    return null;
  }
}
