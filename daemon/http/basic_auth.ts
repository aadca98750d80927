/**
 * HTTP Basic authentication (`HTTP-006`, K-31).
 *
 * @module
 */

import type { MiddlewareHandler } from "hono";
import { errorResponse } from "./error_response.ts";
import type { HttpEnv } from "./http_env.ts";
import type { PasswordCheck } from "./password.ts";

/** Lets through who passes `check`; everybody else gets 401 and the connection is closed. */
export function basicAuth(check: PasswordCheck): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const given = parseBasic(context.req.raw.headers.get("authorization"));
    if (given === null || !await check(given.username, given.password)) {
      return errorResponse(401, {
        "WWW-Authenticate": 'Basic realm="default"',
        "Connection": "close",
      });
    }
    context.set("user", given.username);
    await next();
  };
}

interface BasicCredentials {
  readonly username: string;
  readonly password: string;
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
