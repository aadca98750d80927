/**
 * The body of a request, up to a bound, within a time.
 *
 * @module
 */

import { collectGarbage } from "#daemon/adapters/garbage.ts";
import { errorResponse } from "./error_response.ts";
import type { HttpContext } from "./http_env.ts";
import type { ServerUsage } from "./server_usage.ts";

/** Bodies up to this many bytes are read without asking whether there is room. */
const SMALL_BYTES = 64 * 1024;

/** After this many bytes of larger bodies, what they have left is collected before the next is read. */
const LITTER_BYTES = 4 * 1024 * 1024;

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
  const request = context.req.raw;
  const usage = context.get("usage");
  return withRoom(request, {
    usage,
    action: (size) => receiveBody(request, { usage, size, maxBytes }),
  });
}

/**
 * Does something with a request when there is room for its body, and keeps the room until that is
 * done: what is made of a large body costs more than the body. Small ones always have room.
 */
export function withRoom<T>(
  request: Request,
  options: { readonly usage: ServerUsage; readonly action: (size: number) => Promise<T> },
): Promise<T | Response> {
  const size = announcedSize(request);
  return size <= SMALL_BYTES ? options.action(size) : makeRoom(size, options);
}

async function makeRoom<T>(
  announced: number,
  options: { readonly usage: ServerUsage; readonly action: (size: number) => Promise<T> },
): Promise<T | Response> {
  const { usage, action } = options;
  const { maxBodySize, bodyTimeout } = usage.limits;
  const size = Math.min(announced, maxBodySize);
  if (!await usage.bodies.take(size, bodyTimeout * 1000)) return tooSlow(usage, 503);
  try {
    return await action(announced);
  } finally {
    if (usage.litter >= LITTER_BYTES) {
      collectGarbage();
      usage.litter = 0;
    }
    usage.bodies.remove(size);
  }
}

/** As {@linkcode readBody}, for who has made room. `size` is what {@linkcode withRoom} tells. */
export function receiveBody(
  request: Request,
  options: { readonly usage: ServerUsage; readonly size: number; readonly maxBytes?: number },
): Promise<string | Response> {
  const { usage, size, maxBytes = Infinity } = options;
  if (size === NO_BODY) return Promise.resolve(errorResponse(411));
  const maxSize = Math.min(maxBytes, usage.limits.maxBodySize);
  if (size !== IN_CHUNKS && size > maxSize) return Promise.resolve(tooLarge(usage));
  return receive({
    usage,
    ms: usage.limits.bodyTimeout * 1000,
    read: () =>
      size <= SMALL_BYTES ? request.text() : readChunks(request, { maxBytes: maxSize, usage }),
  });
}

/** Of a request that comes without a body. */
const NO_BODY = -1;

/** Of a body that tells its length only by its end. */
const IN_CHUNKS = Infinity;

/** Bytes that a request announces. Each look at a header costs time: the second one is rarely needed. */
function announcedSize({ headers }: Request): number {
  const length = headers.get("content-length");
  if (length !== null) return Number(length);
  return headers.get("transfer-encoding") === null ? NO_BODY : IN_CHUNKS;
}

function receive(
  options: {
    readonly usage: ServerUsage;
    readonly ms: number;
    readonly read: () => Promise<string | null>;
  },
): Promise<string | Response> {
  const { usage, ms, read } = options;
  return new Promise((resolve) => {
    // Where connections are bounded, the answer ends this one, and with it the read.
    const deadline = usage.deadlines.add(ms, () => resolve(tooSlow(usage, 408)));
    const settle = (answer: string | Response): void => {
      usage.deadlines.remove(deadline);
      resolve(answer);
    };
    read().then((text) => settle(text ?? tooLarge(usage)), () => settle(errorResponse(400)));
  });
}

/** `null` when there are more bytes than `maxBytes`. */
async function readChunks(
  request: Request,
  { maxBytes, usage }: { readonly maxBytes: number; readonly usage: ServerUsage },
): Promise<string | null> {
  if (request.body === null) return "";
  const decoder = new TextDecoder();
  const chunks = chunksOf(request.body);
  let text = "";
  let size = 0;
  // One buffer for all of it: those of a large body are freed much later than they are done with.
  let buffer = new Uint8Array(SMALL_BYTES);
  for (;;) {
    const chunk = await chunks.next(buffer);
    if (chunk === null) return text + decoder.decode();
    size += chunk.length;
    usage.litter += chunk.length;
    if (size > maxBytes) {
      chunks.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(chunk, { stream: true });
    buffer = new Uint8Array(chunk.buffer);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

interface Chunks {
  /** The next bytes, in `buffer` where that can be, else in a buffer of their own; `null` at the end. */
  readonly next: (buffer: Bytes) => Promise<Bytes | null>;
  readonly cancel: () => Promise<void>;
}

/** Deno has no byte stream for a body that has come as a whole. */
function chunksOf(body: ReadableStream<Bytes>): Chunks {
  try {
    const reader = body.getReader({ mode: "byob" });
    return {
      next: async (buffer) => {
        const { value, done } = await reader.read(buffer);
        return done || value === undefined ? null : value;
      },
      cancel: () => reader.cancel(),
    };
  } catch {
    const reader = body.getReader();
    return { next: async () => (await reader.read()).value ?? null, cancel: () => reader.cancel() };
  }
}

function tooLarge(usage: ServerUsage): Response {
  usage.refuse("body-size");
  return errorResponse(413, { "Connection": "close" });
}

function tooSlow(usage: ServerUsage, status: 408 | 503): Response {
  usage.refuse("body-time");
  return errorResponse(status, { "Connection": "close" });
}
