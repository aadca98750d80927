/**
 * What a form has to carry so that it counts: nobody who cannot read our pages can make one.
 *
 * @module
 */

import { nodeCrypto } from "#daemon/adapters/node_builtins.ts";

/**
 * Tokens of one run of the daemon. There are no sessions: a token is the HMAC-SHA256 of the name that
 * was logged in with, under a key that is drawn at the start and never leaves memory. It is worth
 * nothing to another user, nor after a restart.
 */
export class FormTokens {
  readonly #key = crypto.getRandomValues(new Uint8Array(32));

  /** The token for `user`, `null` where nobody logs in. */
  of(user: string | null): string {
    const subject = user === null ? "anyone" : `user ${user}`;
    return nodeCrypto().createHmac("sha256", this.#key).update(subject).digest("base64url");
  }

  /** Compares in constant time. */
  isValid(token: string | null, user: string | null): boolean {
    const bytes = new TextEncoder();
    const expected = bytes.encode(this.of(user));
    const given = bytes.encode(token ?? "");
    return given.length === expected.length && nodeCrypto().timingSafeEqual(given, expected);
  }
}
