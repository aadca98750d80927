/**
 * Reading HTTP/1.x answers.
 *
 * @module
 */

import type { ByteReader } from "./byte_reader.ts";

/** Status line and headers. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the connection may carry another request once the body is read. */
  readonly reusable: boolean;
}

/**
 * Reads a head; interim answers (1xx) are skipped. `null` when the server closed instead.
 *
 * @throws {Error} when what comes is no HTTP
 */
export async function readHead(reader: ByteReader): Promise<ResponseHead | null> {
  for (;;) {
    const first = await reader.line();
    if (first === null) return null;
    const match = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/.exec(first);
    if (match === null) throw new Error(`Not an HTTP status line: '${first.slice(0, 80)}'`);
    const headers = await readHeaders(reader);
    const status = Number(match[2]);
    if (status < 200) continue;
    const connection = headers.get("connection")?.toLowerCase() ?? "";
    const persistent = match[1] === "1.1" ? connection !== "close" : connection === "keep-alive";
    const reusable = persistent && (isChunked(headers) || headers.has("content-length"));
    return { status, reason: match[3] ?? "", headers, reusable };
  }
}

/**
 * The body in pieces, each valid until the next one: chunked, as long as declared, or up to the end of
 * the connection.
 *
 * @throws {Error} when the connection ends too early or a chunk is malformed
 */
export async function* readBody(
  reader: ByteReader,
  head: ResponseHead,
): AsyncGenerator<Uint8Array, void> {
  if (head.status === 204 || head.status === 304) return;
  if (isChunked(head.headers)) return yield* readChunks(reader);
  const declared = head.headers.get("content-length");
  if (declared === undefined) return yield* readRest(reader);
  if (!/^\d+$/.test(declared)) throw new Error(`Not a content length: '${declared}'`);
  yield* readExactly(reader, Number(declared));
}

async function readHeaders(reader: ByteReader): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (;;) {
    const line = await reader.line();
    if (line === null) throw truncated();
    if (line === "") return headers;
    const colon = line.indexOf(":");
    if (colon < 1) throw new Error(`Not an HTTP header: '${line.slice(0, 80)}'`);
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known}, ${value}`);
  }
}

function isChunked(headers: ReadonlyMap<string, string>): boolean {
  return /(^|,)\s*chunked$/i.test(headers.get("transfer-encoding") ?? "");
}

async function* readChunks(reader: ByteReader): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const line = await reader.line();
    if (line === null) throw truncated();
    const digits = /^([0-9a-f]+)\s*(;.*)?$/i.exec(line)?.[1];
    if (digits === undefined) throw new Error(`Not the size of a chunk: '${line.slice(0, 80)}'`);
    const size = parseInt(digits, 16);
    if (size === 0) break;
    yield* readExactly(reader, size);
    if (await reader.line() !== "") throw new Error("A chunk is longer than declared");
  }
  // Trailers, up to the empty line.
  for (let line = await reader.line(); line !== "" && line !== null;) line = await reader.line();
}

async function* readExactly(
  reader: ByteReader,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  for (let left = size; left > 0;) {
    const bytes = await reader.some(left);
    if (bytes === null) throw truncated();
    left -= bytes.length;
    yield bytes;
  }
}

async function* readRest(reader: ByteReader): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const bytes = await reader.some(Infinity);
    if (bytes === null) return;
    yield bytes;
  }
}

function truncated(): Error {
  return new Error("The server closed the connection inside its answer");
}
