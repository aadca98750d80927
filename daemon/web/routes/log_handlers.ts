/**
 * Logs for the browser's part: `/log` gives a part as JSON, `/download` the whole file.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import { errorResponse, SERVER_NAME } from "../../http/error_response.ts";
import type { HttpContext, HttpHandler } from "../../http/http_env.ts";
import { readWindow, type WindowRequest } from "../logs/log_window.ts";
import { type Fields, queryFields } from "./fields.ts";
import type { WebParts } from "./web.ts";

/** A part of a log, `?processname=N&channel=C` with `before=BYTES`; else its end. */
export function logHandler(parts: WebParts): HttpHandler {
  return async (context) => {
    const { path, fields } = logOf(context, parts);
    const window = await readWindow(path, requestOf(fields));
    if (window === null) return errorResponse(404);
    return new Response(JSON.stringify(window), {
      headers: {
        "Server": SERVER_NAME,
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
      },
    });
  };
}

/** The file as it is now, to be kept. */
export function downloadHandler(parts: WebParts): HttpHandler {
  return async (context) => {
    const { path, fields } = logOf(context, parts);
    const file = path === null ? null : await open(path);
    if (file === null) return errorResponse(404);
    const name = (fields.get("processname") ?? "log").replace(/[^\w.-]+/g, "_");
    return new Response(file.readable, {
      headers: {
        "Server": SERVER_NAME,
        "Content-Type": "text/plain;charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}-${channelOf(fields)}.log"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  };
}

async function open(path: string): Promise<Deno.FsFile | null> {
  try {
    return (await Deno.stat(path)).isFile ? await Deno.open(path) : null;
  } catch {
    return null;
  }
}

function logOf(
  context: HttpContext,
  { web }: WebParts,
): { readonly path: string | null; readonly fields: Fields } {
  const fields = queryFields(context);
  const path = web.view.logPath(fields.get("processname") ?? "", channelOf(fields));
  return { path, fields };
}

function channelOf(fields: Fields): Channel {
  return fields.get("channel") === "stderr" ? "stderr" : "stdout";
}

function requestOf(fields: Fields): WindowRequest {
  const before = fields.get("before");
  if (before === null || !/^\d{1,15}$/.test(before)) return { kind: "tail" };
  return { kind: "before", offset: Number(before) };
}
