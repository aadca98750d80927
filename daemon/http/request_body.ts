/**
 * The body of a request, up to a bound.
 *
 * @module
 */

import { errorResponse } from "./error_response.ts";

/** Most bytes of a request's body. */
export const MAX_BODY_BYTES: number = 8 * 1024 * 1024;

/**
 * The body as text, bytes that are no UTF-8 replaced; or the answer that refuses it: 411 when it
 * has no length (`HTTP-012`), 413 when it is too large, 400 when the client went away.
 */
export async function readBody(
  request: Request,
  maxBytes: number = MAX_BODY_BYTES,
): Promise<string | Response> {
  const length = request.headers.get("content-length");
  if (length === null && !request.headers.has("transfer-encoding")) return errorResponse(411);
  if (Number(length) > maxBytes) return tooLarge();
  try {
    return length === null ? await readChunked(request, maxBytes) : await request.text();
  } catch {
    return errorResponse(400);
  }
}

async function readChunked(request: Request, maxBytes: number): Promise<string | Response> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): Response {
  return errorResponse(413, { "Connection": "close" });
}
