/**
 * `/logtail/NAME[/CHANNEL]` and `/mainlogtail` (`HTTP-008` to `HTTP-010`).
 *
 * @module
 */

import { errorResponse, SERVER_NAME } from "./error_response.ts";
import type { HttpContext, HttpHandler } from "./http_env.ts";
import type { LogSource } from "./log_source.ts";
import { followLog } from "./log_stream.ts";
import { pathOf } from "./request_path.ts";

/** What both handlers work with. */
export interface LogTailParts {
  readonly logs: LogSource;
  /** Ends all streams: the servers are being closed. */
  readonly closing: AbortSignal;
}

/** Follows the log of a process; 404 where there is no such process, channel or file (B-14). */
export function processLogHandler(parts: LogTailParts): HttpHandler {
  return (context) => {
    if (context.req.raw.method !== "GET") return errorResponse(400);
    const [, name = "", channel = "stdout"] = splitPath(pathOf(context.req.raw));
    if (channel !== "stdout" && channel !== "stderr") return errorResponse(404);
    const path = name === "" ? null : parts.logs.processLog(name, channel);
    // Tells a proxy as nginx not to wait for more before it passes something on.
    return stream(context, { path, parts, headers: { "X-Accel-Buffering": "no" } });
  };
}

/** Follows the daemon's own log. */
export function mainLogHandler(parts: LogTailParts): HttpHandler {
  return (context) => {
    if (context.req.raw.method !== "GET") return errorResponse(400);
    return stream(context, { path: parts.logs.mainLog(), parts, headers: {} });
  };
}

/** `/logtail/g:p/stderr` to `logtail`, `g:p`, `stderr`; the last part keeps further slashes. */
function splitPath(path: string): readonly string[] {
  const [first = "", ...rest] = path.replace(/^\/+/, "").split("/");
  const [name, ...channel] = rest;
  if (name === undefined) return [first];
  return channel.length === 0 ? [first, name] : [first, name, channel.join("/")];
}

function stream(
  context: HttpContext,
  options: {
    readonly path: string | null;
    readonly parts: LogTailParts;
    readonly headers: Readonly<Record<string, string>>;
  },
): Response {
  const { path, parts } = options;
  const log = path === null ? null : followLog(path, { signal: parts.closing });
  if (log === null) return errorResponse(404);
  context.set("endless", true);
  return new Response(log.body, {
    headers: {
      "Server": SERVER_NAME,
      "Last-Modified": log.modified.toUTCString(),
      "Content-Type": "text/plain;charset=utf-8",
      ...options.headers,
    },
  });
}
