/**
 * Comparing what a client sends with what the configuration holds, in a time that tells nothing
 * (B-42).
 *
 * @module
 */

import type { Credentials } from "#lib/config/config.ts";
import { parseScryptHash, SCRYPT_PREFIX } from "#lib/http_security/scrypt_hash.ts";
import { isSameSecret } from "./constant_time.ts";
import { ScryptCheck } from "./scrypt_check.ts";

/** `busy`: too many others are being checked, so this one was not. */
export type PasswordVerdict = "right" | "wrong" | "busy";

/** What a client says of itself. */
export interface LoginRequest {
  readonly username: string;
  readonly password: string;
  /** Where it is. */
  readonly address: string;
}

/** Tells whether name and password are right. */
export type PasswordCheck = (login: LoginRequest) => PasswordVerdict | Promise<PasswordVerdict>;

/**
 * The check for one server. A stored password is plain; `{SHA}` and the SHA-1 of the password in
 * hexadecimal (`HTTP-007`, K-31); or `{SCRYPT}` and what `svctl hash-password` prints.
 *
 * @throws {Error} when it begins with `{SCRYPT}` and is no such hash
 */
export function passwordCheck(credentials: Credentials): PasswordCheck {
  const stored = credentials.password;
  const username = bytesOf(credentials.username);
  // Both are always compared: which of them was wrong must not show.
  if (stored.startsWith(SCRYPT_PREFIX)) {
    const scrypt = new ScryptCheck(parseScryptHash(stored));
    return async (login) => {
      const nameFits = isSameSecret(bytesOf(login.username), username);
      const verdict = await scrypt.check(login);
      return verdict === "right" && !nameFits ? "wrong" : verdict;
    };
  }
  if (stored.startsWith("{SHA}")) {
    const expected = bytesOf(stored.slice("{SHA}".length).toLowerCase());
    return async (login) => {
      const nameFits = isSameSecret(bytesOf(login.username), username);
      const given = bytesOf(await sha1(login.password));
      return isSameSecret(given, expected) && nameFits ? "right" : "wrong";
    };
  }
  const expected = bytesOf(stored);
  return (login) => {
    const nameFits = isSameSecret(bytesOf(login.username), username);
    const passwordFits = isSameSecret(bytesOf(login.password), expected);
    return nameFits && passwordFits ? "right" : "wrong";
  };
}

async function sha1(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", bytesOf(text))).toHex();
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
