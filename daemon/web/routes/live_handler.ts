/**
 * `/live`: what changes on a page, as server-sent events; one stream a page.
 *
 * @module
 */

import { EventStream } from "../../http/event_stream.ts";
import { SERVER_NAME } from "../../http/error_response.ts";
import type { HttpHandler } from "../../http/http_env.ts";
import { queryFields } from "./fields.ts";
import { LiveSession } from "./live_session.ts";
import { userOf, type WebParts } from "./web.ts";

/** Most characters that wait for a browser. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Milliseconds of silence after which a comment is sent. */
const HEARTBEAT_MS = 15_000;

/** The stream; `?processname=N` adds what the page of that process shows, its logs too. */
export function liveHandler(parts: WebParts): HttpHandler {
  return (context) => {
    const { web, events, closing } = parts;
    const stop = (): void => session.leave();
    const stream = new EventStream({
      clock: web.clock,
      maxWaiting: MOST_WAITING,
      budget: events.budget,
      heartbeatMs: HEARTBEAT_MS,
      onEnd: () => {
        session[Symbol.dispose]();
        closing.removeEventListener("abort", stop);
      },
    });
    const session = new LiveSession({
      web,
      stream,
      token: web.tokens.of(userOf(context)),
      spec: queryFields(context).get("processname"),
    });
    session.begin();
    if (closing.aborted) stop();
    else closing.addEventListener("abort", stop);
    context.set("endless", true);
    return new Response(stream.body, {
      headers: {
        "Server": SERVER_NAME,
        "Content-Type": "text/event-stream;charset=utf-8",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        // Tells a proxy as nginx not to wait for more before it passes something on.
        "X-Accel-Buffering": "no",
      },
    });
  };
}
