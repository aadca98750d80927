/**
 * One line for each request, at TRAC (`HTTP-016`).
 *
 * @module
 */

import type { MiddlewareHandler } from "hono";
import type { Logger } from "#lib/ports/logger.ts";
import { MONTH_NAMES } from "#lib/text/month_names.ts";
import type { HttpEnv } from "./http_env.ts";
import { peerOf } from "./peer.ts";
import { targetOf } from "./request_path.ts";

/** What a line tells of. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly address: Deno.Addr;
  /** The body of the answer has no end. */
  readonly endless: boolean;
}

/** Writes a line for each request, as {@linkcode logAccess} does. */
export function accessLog(logger: Logger): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    await next();
    if (!logger.enabled("trace")) return;
    await logAccess(logger, {
      request: context.req.raw,
      response: context.res,
      address: context.env.remoteAddr,
      endless: context.get("endless") ?? false,
    });
  };
}

/**
 * Writes `127.0.0.1:50123 - - [22/Nov/2026:13:22:31 +0000] "POST /RPC2 HTTP/1.1" 200 251`. The last
 * number is the length of the body, 0 where it has no end. Deno does not tell which version of HTTP
 * was spoken; the line always says 1.1.
 */
export async function logAccess(logger: Logger, exchange: Exchange): Promise<void> {
  const { request, response, address, endless } = exchange;
  const length = endless ? 0 : await bodyLength(response);
  const peer = "hostname" in address ? peerOf(address) : "localhost:0";
  const what = `${request.method} ${targetOf(request)} HTTP/1.1`;
  logger.log(
    "trace",
    `${peer} - - [${formatDate(new Date())}] "${what}" ${response.status} ${length}`,
  );
}

async function bodyLength(response: Response): Promise<number> {
  return (await response.clone().arrayBuffer()).byteLength;
}

/** `22/Nov/2026:13:22:31 +0000` in local time. */
function formatDate(date: Date): string {
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  const day = `${twoDigits(date.getDate())}/${MONTH_NAMES[date.getMonth()]}/${date.getFullYear()}`;
  const east = -date.getTimezoneOffset();
  const zone = twoDigits(Math.trunc(Math.abs(east) / 60)) + twoDigits(Math.abs(east) % 60);
  return `${day}:${time} ${east < 0 ? "-" : "+"}${zone}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
