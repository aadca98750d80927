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
  if (colon < 0) return { uid: parseUser(text, users), gid: -1 };
  return {
    uid: parseUser(text.slice(0, colon), users),
    gid: parseGroup(text.slice(colon + 1), users),
  };
}

function parseGroup(text: string, users: Users): number {
  const gid = integerOrNull(text);
  if (gid === null) {
    const found = users.groupByName(text);
    if (found === null) throw new ValueError(`Invalid group name ${text}`);
    return found;
  }
  if (users.groupByGid(gid) === null) throw new ValueError(`Invalid group id ${text}`);
  return gid;
}

function integerOrNull(text: string): number | null {
  try {
    return parseInteger(text);
  } catch {
    return null;
  }
}
