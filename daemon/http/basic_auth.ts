/**
 * HTTP Basic authentication (`HTTP-006`, K-31).
 *
 * @module
 */

import { type LoginAttempt, LoginDelays } from "#lib/http_security/login_delays.ts";
import { errorResponse } from "./error_response.ts";
import type { PasswordCheck, PasswordVerdict } from "./password.ts";

/** Name and password of an `Authorization` header. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** Who is let in as whom; `null` is nobody, with the answer to give. */
export type LoginOutcome =
  | { readonly user: string; readonly answer?: undefined }
  | { readonly user: null; readonly answer: Response };

/** Logins to one server. */
export class BasicAuth {
  readonly #delays = new LoginDelays();
  #check: PasswordCheck;

  constructor(check: PasswordCheck) {
    this.#check = check;
  }

  /** Checks by something else from now on. */
  replace(check: PasswordCheck): void {
    this.#check = check;
  }

  /**
   * Checks an `Authorization` header. Who is wrong gets 401 after a while, and the connection is
   * closed.
   *
   * @param address of the client; `null` on UNIX sockets, where nobody is delayed
   */
  login(header: string | null, address: string | null): LoginOutcome | Promise<LoginOutcome> {
    const given = parseBasic(header);
    if (given === null) return { user: null, answer: unauthorized() };
    const { username } = given;
    const attempt = address === null ? null : { address, username };
    if (attempt !== null && !this.#delays.mayTry(attempt)) {
      return { user: null, answer: unauthorized() };
    }
    const verdict = this.#check({ ...given, address: address ?? "unix" });
    const conclude = (verdict: PasswordVerdict): LoginOutcome | Promise<LoginOutcome> => {
      if (verdict === "busy") return { user: null, answer: busy() };
      if (verdict === "wrong") return this.#refuse(attempt);
      if (attempt !== null) this.#delays.succeeded(attempt);
      return { user: username };
    };
    return typeof verdict === "string" ? conclude(verdict) : verdict.then(conclude);
  }

  async #refuse(attempt: LoginAttempt | null): Promise<LoginOutcome> {
    if (attempt !== null) {
      const { ms, done } = this.#delays.failed(attempt, performance.now());
      // Also when the client goes away meanwhile: another try must not come sooner by that.
      await new Promise((resolve) => setTimeout(resolve, ms));
      done();
    }
    return { user: null, answer: unauthorized() };
  }
}

function unauthorized(): Response {
  return errorResponse(401, {
    "WWW-Authenticate": 'Basic realm="default"',
    "Connection": "close",
  });
}

function busy(): Response {
  return errorResponse(503, { "Retry-After": "1", "Connection": "close" });
}

/** Splits at the first colon: passwords may hold more. Without one there are no credentials (B-13). */
function parseBasic(header: string | null): BasicCredentials | null {
  const match = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? "");
  if (match?.[1] === undefined) return null;
  let text: string;
  try {
    text = UTF8.decode(Uint8Array.fromBase64(match[1]));
  } catch {
    return null;
  }
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
