/**
 * Comparing what a client sends with what the configuration holds, in a time that tells nothing
 * (B-42).
 *
 * @module
 */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Credentials } from "#lib/config/config.ts";

/** Tells whether name and password are right. */
export type PasswordCheck = (
  username: string,
  password: string,
) => boolean | Promise<boolean>;

/**
 * The check for one server. A stored password is plain, or `{SHA}` and the SHA-1 of the password in
 * hexadecimal (`HTTP-007`, K-31).
 *
 * @throws {Error} for `{SCRYPT}`, which would otherwise be compared as if it were plain
 */
export function passwordCheck(credentials: Credentials): PasswordCheck {
  const stored = credentials.password;
  if (stored.startsWith("{SCRYPT}")) {
    throw new Error("Cannot check a password stored as '{SCRYPT}…'");
  }
  const username = digest("sha256", credentials.username);
  const hashed = stored.startsWith("{SHA}");
  const expected = digest("sha256", hashed ? stored.slice("{SHA}".length).toLowerCase() : stored);
  return (givenName, givenPassword) => {
    const given = hashed ? createHash("sha1").update(givenPassword).digest("hex") : givenPassword;
    // Both are always compared: which of them was wrong must not show.
    const nameFits = timingSafeEqual(digest("sha256", givenName), username);
    const passwordFits = timingSafeEqual(digest("sha256", given), expected);
    return nameFits && passwordFits;
  };
}

function digest(algorithm: string, text: string): Uint8Array {
  return createHash(algorithm).update(text).digest();
}
