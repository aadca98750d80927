import type { Context } from "hono";

/** What a request carries through the app besides itself. */
export interface HttpEnv {
  Bindings: {
    /** The other end of the connection. */
    readonly remoteAddr: Deno.Addr;
  };
  Variables: {
    /** The name that was logged in with; unset where none is asked for. */
    user: string;
    /** Set when the body of the answer has no end. */
    endless: true;
  };
}

/** A request on its way through the app. */
export type HttpContext = Context<HttpEnv>;

/** Answers one request. */
export type HttpHandler = (context: HttpContext) => Response | Promise<Response>;
