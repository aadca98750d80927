/**
 * HTTP Basic authentication (`HTTP-006`, K-31).
 *
 * @module
 */

import { LoginDelays } from "#lib/http_security/login_delays.ts";
import { errorResponse } from "./error_response.ts";
import type { PasswordCheck, PasswordVerdict } from "./password.ts";

/** Name and password of an `Authorization` header. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** Who is let in as whom; `null` is nobody, with the answer to give. */
export type LoginOutcome =
  | { readonly user: string }
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
  async login(header: string | null, address: string | null): Promise<LoginOutcome> {
    const given = parseBasic(header);
    if (given === null) return { user: null, answer: unauthorized() };
    const verdict = await this.#verdict(given, address);
    if (verdict === "right") return { user: given.username };
    return { user: null, answer: verdict === "busy" ? busy() : unauthorized() };
  }

  async #verdict(
    given: BasicCredentials,
    address: string | null,
  ): Promise<PasswordVerdict> {
    if (address === null) return await this.#check({ ...given, address: "unix" });
    const attempt = { address, username: given.username };
    if (!this.#delays.mayTry(attempt)) return "wrong";
    const outcome = this.#check({ ...given, address });
    const verdict = typeof outcome === "string" ? outcome : await outcome;
    if (verdict === "right") this.#delays.succeeded(attempt);
    if (verdict !== "wrong") return verdict;
    const { ms, done } = this.#delays.failed(attempt, performance.now());
    // Also when the client goes away meanwhile: another try must not come sooner by that.
    await new Promise((resolve) => setTimeout(resolve, ms));
    done();
    return verdict;
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
    const bytes = Uint8Array.from(atob(match[1]), (character) => character.charCodeAt(0));
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
