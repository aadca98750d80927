/**
 * Which bytes of a log `readLog`, `read…Log` and `tail…Log` answer (RPC-048, RPC-049, K-24).
 *
 * @module
 */

import { Fault } from "#lib/rpc/fault.ts";

/** A part of a file: `length` bytes from `start` on; never reaches beyond the end. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** What a client asked for, and the size of the file at that moment, in bytes. */
export interface SliceRequest {
  readonly offset: number;
  readonly length: number;
  readonly size: number;
}

/** Answer to a `tail…` call. */
export interface TailSlice extends ByteRange {
  /** The file holds more than the client can have seen from its offset. */
  readonly overflow: boolean;
}

/**
 * The range for `readLog`: from a non-negative offset `length` bytes, or all when `length` is 0; with a
 * negative offset and length 0 the last bytes of the file.
 *
 * @throws {Fault} BAD_ARGUMENTS for a negative length, and for a negative offset with a length.
 */
export function readSlice({ offset, length, size }: SliceRequest): ByteRange {
  if (length < 0 || (offset < 0 && length !== 0)) throw Fault.of("BAD_ARGUMENTS");
  const start = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
  const rest = size - start;
  return { start, length: length === 0 ? rest : Math.min(length, rest) };
}

/**
 * The range for a `tail…` call: the last `length` bytes, nothing for a negative length or an offset at
 * or past the end; `overflow` when the file is larger than `offset + length`.
 */
export function tailSlice({ offset, length, size }: SliceRequest): TailSlice {
  const overflow = size > offset + length;
  const wanted = offset >= size && !overflow ? 0 : length;
  const given = Math.max(0, Math.min(wanted, size));
  return { start: size - given, length: given, overflow };
}

/**
 * Log bytes as text. What is not UTF-8, and a sequence that the range cuts, becomes U+FFFD (B-09);
 * a byte order mark is kept.
 */
export function decodeLog(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
