/**
 * The pages of one server, and everything that belongs to them.
 *
 * @module
 */

import type { HttpHandler } from "../../http/http_env.ts";
import { errorResponse } from "../../http/error_response.ts";
import { pathOf } from "../../http/request_path.ts";
import { liveHandler } from "./live_handler.ts";
import { downloadHandler, logHandler } from "./log_handlers.ts";
import { processHandler } from "./process_handler.tsx";
import { statusHandler } from "./status_handler.tsx";
import { StatusPage } from "./status_page.tsx";
import { tailHandler } from "./tail_handler.tsx";
import type { WebParts } from "./web.ts";

/** A place of the site. */
export interface WebRoute {
  readonly path: string;
  readonly methods: readonly string[];
  readonly handler: HttpHandler;
}

const READING = ["GET", "HEAD"];

/** Everything that a browser asks for. */
export function webRoutes(parts: WebParts): readonly WebRoute[] {
  const page = new StatusPage(parts.web);
  const { assets } = parts.web;
  const asset: HttpHandler = async ({ req }) =>
    await assets.respond(req.raw, pathOf(req.raw).replace(/^\/+/, "")) ?? errorResponse(404);
  return [
    { path: "/", methods: ["GET", "POST"], handler: statusHandler(parts, page) },
    { path: "/process.html", methods: ["GET"], handler: processHandler(parts, page) },
    { path: "/tail.html", methods: ["GET", "POST"], handler: tailHandler(parts) },
    { path: "/live", methods: ["GET"], handler: liveHandler(parts) },
    { path: "/log", methods: ["GET"], handler: logHandler(parts) },
    { path: "/download", methods: ["GET"], handler: downloadHandler(parts) },
    ...assets.paths.map((path) => ({ path: `/${path}`, methods: READING, handler: asset })),
  ];
}
