import type { Context } from "hono";
import type { RequestSite } from "#lib/http_security/request_site.ts";
import type { ServerUsage } from "./server_usage.ts";

/** What a listener knows of the connection that a request came on. */
export interface ConnectionHandle {
  /** The request was let in: its connection is worth keeping. */
  admit(): void;
  /** The answer has no end. */
  stream(): void;
  /** The answer is large: until it is sent, the connection is busy. */
  large(): void;
}

/** What a request carries through the app besides itself. */
export interface HttpEnv {
  Bindings: {
    /** The other end of the connection. */
    readonly remoteAddr: Deno.Addr;
    /** Settles when the answer was sent or its connection ended; missing where nobody tells. */
    readonly completed?: Promise<void>;
    readonly connection?: ConnectionHandle;
  };
  Variables: {
    /** The name that was logged in with; unset where none is asked for. */
    user: string;
    /** Set when the body of the answer has no end. */
    endless: true;
    /** Whose page the request comes from; what `navigation` asks for must be shown, not done. */
    site: RequestSite;
    /** Limits and counts of the server. */
    usage: ServerUsage;
  };
}

/** A request on its way through the app. */
export type HttpContext = Context<HttpEnv>;

/** Answers one request. */
export type HttpHandler = (context: HttpContext) => Response | Promise<Response>;
