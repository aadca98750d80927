/**
 * The body of a request, up to a bound, within a time.
 *
 * @module
 */

import { errorResponse } from "./error_response.ts";
import type { HttpContext } from "./http_env.ts";
import type { ServerUsage } from "./server_usage.ts";

/** Bodies up to this many bytes are read without asking whether there is room. */
const SMALL_BYTES = 64 * 1024;

/**
 * The body as text, bytes that are no UTF-8 replaced; or the answer that refuses it: 411 when it
 * has no length (`HTTP-012`), 413 when it is too large, 408 when it takes too long, 503 when larger
 * bodies of others leave no room for so long, 400 when the client went away.
 *
 * @param maxBytes where fewer are enough than the server's limit
 */
export function readBody(
  context: HttpContext,
  maxBytes: number = Infinity,
): Promise<string | Response> {
  return receiveBody(context.req.raw, { usage: context.get("usage"), maxBytes });
}

/** As {@linkcode readBody}, outside of the app. */
export async function receiveBody(
  request: Request,
  options: { readonly usage: ServerUsage; readonly maxBytes?: number },
): Promise<string | Response> {
  const { usage, maxBytes = Infinity } = options;
  const { bodyTimeout } = usage.limits;
  const maxBodySize = Math.min(maxBytes, usage.limits.maxBodySize);
  const announced = request.headers.get("content-length");
  if (announced === null && !request.headers.has("transfer-encoding")) return errorResponse(411);
  const size = announced === null ? maxBodySize : Number(announced);
  if (size > maxBodySize) return tooLarge(usage);
  const ms = bodyTimeout * 1000;
  if (size <= SMALL_BYTES) {
    return await receive(request, { usage, ms, read: () => request.text() });
  }
  const start = performance.now();
  if (!await usage.bodies.take(size, ms)) return tooSlow(usage, 503);
  try {
    const left = Math.max(ms - (performance.now() - start), 1);
    const read = (): Promise<string | null> => readChunks(request, maxBodySize);
    return await receive(request, { usage, ms: left, read });
  } finally {
    usage.bodies.remove(size);
  }
}

function receive(
  request: Request,
  options: {
    readonly usage: ServerUsage;
    readonly ms: number;
    readonly read: () => Promise<string | null>;
  },
): Promise<string | Response> {
  const { usage, ms, read } = options;
  return new Promise((resolve) => {
    const deadline = usage.deadlines.add(ms, () => {
      request.body?.cancel().catch(() => {});
      resolve(tooSlow(usage, 408));
    });
    const settle = (answer: string | Response): void => {
      usage.deadlines.remove(deadline);
      resolve(answer);
    };
    read().then((text) => settle(text ?? tooLarge(usage)), () => settle(errorResponse(400)));
  });
}

/** `null` when there are more bytes than `maxBytes`. */
async function readChunks(request: Request, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(usage: ServerUsage): Response {
  usage.refuse("body-size");
  return errorResponse(413, { "Connection": "close" });
}

function tooSlow(usage: ServerUsage, status: 408 | 503): Response {
  usage.refuse("body-time");
  return errorResponse(status, { "Connection": "close" });
}
