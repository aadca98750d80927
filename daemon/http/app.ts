/**
 * The HTTP app of one server, put together from its parts.
 *
 * @module
 */

import { Hono } from "hono";
import type { Logger } from "#lib/ports/logger.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { errorText } from "#lib/text/error_text.ts";
import { accessLog, logAccess } from "./access_log.ts";
import { errorResponse, SERVER_NAME } from "./error_response.ts";
import { eventStreamHandler } from "./event_stream_handler.ts";
import type { EventStreams } from "./event_streams.ts";
import type { ConnectionHandle, HttpEnv } from "./http_env.ts";
import type { LogSource } from "./log_source.ts";
import { mainLogHandler, processLogHandler } from "./log_tail_handler.ts";
import { peerOf } from "./peer.ts";
import { isForRpc, isReading, pathOf, routeOf } from "./request_path.ts";
import type { ServerGuard } from "./server_guard.ts";
import { answerXmlRpc, KeptResponses } from "./xmlrpc_handler.ts";
import type { Web } from "../web/routes/web.ts";
import { webRoutes } from "../web/routes/web_routes.ts";

/** What one server serves, and to whom. */
export interface AppParts {
  /** Decides who is let in. */
  readonly guard: ServerGuard;
  /** Answers XML-RPC. */
  readonly dispatcher: Dispatcher;
  /** Carries out what the pages ask for. */
  readonly api: SupervisorApi;
  readonly web: Web;
  /** GET requests of the pages act, as in Supervisor. */
  readonly legacyGetActions: boolean;
  readonly isShuttingDown: () => boolean;
  readonly logs: LogSource;
  readonly events: EventStreams;
  readonly logger: Logger;
  /** Ends the streams: the servers are being closed. */
  readonly closing: AbortSignal;
}

/** What a listener tells of a request. */
export interface RequestInfo {
  readonly remoteAddr: Deno.Addr;
  /** Settles when the answer was sent or its connection ended. */
  readonly completed?: Promise<void>;
  /** Missing where connections are not bounded. */
  readonly connection?: ConnectionHandle;
}

/** Answers requests as `Deno.serve` hands them over. */
export type ServeHandler = (
  request: Request,
  info: RequestInfo,
) => Response | Promise<Response>;

/**
 * The app as a function (`HTTP-005`). It never throws: what goes wrong in a handler is logged and
 * answered with 500.
 */
export function createHandler(parts: AppParts): ServeHandler {
  const app = createApp(parts);
  const rpc = { ...parts, kept: new KeptResponses() };
  return (request, info) =>
    request.method === "POST" && isForRpc(request)
      ? serveXmlRpc(rpc, { request, info })
      : app.fetch(request, info);
}

/** By far the most requests are calls; they do not take the way through the app. */
async function serveXmlRpc(
  parts: AppParts & { readonly kept: KeptResponses },
  { request, info }: { readonly request: Request; readonly info: RequestInfo },
): Promise<Response> {
  let response: Response;
  try {
    const admitted = parts.guard.admit(request, info);
    const admission = admitted instanceof Promise ? await admitted : admitted;
    response = admission instanceof Response ? admission : await answerXmlRpc(parts, request, {
      caller: { peer: peerOf(admission.address), user: admission.user },
      site: admission.site,
      usage: parts.guard.usage,
      info,
    });
  } catch (error) {
    response = internalError(parts, { error, request, info });
  }
  if (parts.logger.enabled("trace")) {
    const address = info.remoteAddr;
    await logAccess(parts.logger, { request, response, address, endless: false });
  }
  return response;
}

function internalError(
  parts: AppParts,
  failure: { readonly error: unknown; readonly request: Request; readonly info: RequestInfo },
): Response {
  const { error, request, info } = failure;
  const where = `${request.method} ${pathOf(request)}`;
  const text = errorText(error);
  parts.logger.log("error", `${peerOf(info.remoteAddr)}:Server Error: ${where}: ${text}`);
  return errorResponse(500);
}

function createApp(parts: AppParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ getPath: placeOf });
  app.use(accessLog(parts.logger));
  app.use(parts.guard.middleware());
  app.all("/RPC2", () => errorResponse(400));
  app.all("/logtail", processLogHandler(parts));
  app.all("/mainlogtail", mainLogHandler(parts));
  app.all("/events", eventStreamHandler(parts));
  app.on(["GET", "POST"], "/ok.html", () => okResponse());
  for (const { path, methods, handler } of webRoutes(parts)) {
    app.on([...methods], path, handler);
  }
  app.notFound(({ req }) => errorResponse(isReading(req.raw.method) ? 404 : 400));
  app.onError((error, { env, req }) =>
    internalError(parts, { error, request: req.raw, info: env })
  );
  return app;
}

/** What no other part of the daemon answers is a place of the site. */
function placeOf(request: Request): string {
  const path = pathOf(request);
  const route = routeOf(path);
  return route === "*" ? `/${path.replace(/^\/+/, "")}` : route;
}

function okResponse(): Response {
  return new Response("OK", {
    headers: { "Server": SERVER_NAME, "Content-Type": "text/plain", "Content-Length": "2" },
  });
}
