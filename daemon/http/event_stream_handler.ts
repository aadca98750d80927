/**
 * `/events`: what happens, as server-sent events.
 *
 * @module
 */

import { type EventName, isEventName } from "#lib/event/names.ts";
import { errorResponse, SERVER_NAME } from "./error_response.ts";
import type { EventStreams } from "./event_streams.ts";
import type { HttpHandler } from "./http_env.ts";
import { targetOf } from "./request_path.ts";

/** What the handler works with. */
export interface EventStreamParts {
  readonly events: EventStreams;
  /** Ends all streams: the servers are being closed. */
  readonly closing: AbortSignal;
}

/** Streams events of the types that `?types=A,B` names, all without it; 400 for an unknown type. */
export function eventStreamHandler(parts: EventStreamParts): HttpHandler {
  return (context) => {
    if (context.req.raw.method !== "GET") return errorResponse(400);
    const words = wantedTypes(targetOf(context.req.raw));
    const unknown = words.find((word) => !isEventName(word));
    if (unknown !== undefined) return refuse(unknown);
    context.set("endless", true);
    const names = words as readonly EventName[];
    return new Response(parts.events.open({ names, signal: parts.closing }), {
      headers: {
        "Server": SERVER_NAME,
        "Content-Type": "text/event-stream;charset=utf-8",
        "Cache-Control": "no-store",
        // Tells a proxy as nginx not to wait for more before it passes something on.
        "X-Accel-Buffering": "no",
      },
    });
  };
}

/** In upper case, as `events=` of a listener is read. */
function wantedTypes(target: string): readonly string[] {
  const query = new URLSearchParams(target.slice(target.indexOf("?") + 1 || target.length));
  return query.getAll("types")
    .flatMap((value) => value.split(","))
    .map((word) => word.trim().toUpperCase())
    .filter((word) => word !== "");
}

function refuse(word: string): Response {
  return new Response(`Unknown event type '${word}'\n`, {
    status: 400,
    headers: { "Server": SERVER_NAME, "Content-Type": "text/plain;charset=utf-8" },
  });
}
