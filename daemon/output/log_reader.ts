/**
 * Reading logs back for RPC (RPC-048, RPC-049).
 *
 * @module
 */

import { decodeLog, readSlice, tailSlice } from "#lib/output/log_slice.ts";
import type { ByteRange } from "#lib/output/log_slice.ts";
import type { LogTail } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";

/** What a client asks for. */
export interface LogQuery {
  readonly offset: number;
  readonly length: number;
}

/**
 * Most bytes of one answer: an answer is in memory several times over. Who wants more asks again from
 * the offset that was reached.
 */
export const LARGEST_ANSWER_BYTES: number = 8 * 1024 * 1024;

/**
 * The text of a log for `readLog` and `read…Log`. Not more than {@linkcode LARGEST_ANSWER_BYTES}: the
 * first ones from a non-negative offset, the last ones for a negative one.
 *
 * @throws {Fault} NO_FILE, BAD_ARGUMENTS, FAILED
 */
export async function readLogText(path: string | null, query: LogQuery): Promise<string> {
  if (path === null || !(await isFile(path))) throw Fault.of("NO_FILE", path ?? undefined);
  try {
    return decodeLog(
      await readRange(path, (size) => limited(readSlice({ ...query, size }), query)),
    );
  } catch (error) {
    throw error instanceof Fault ? error : Fault.of("FAILED");
  }
}

/** The answer of `tail…Log`; empty for a log that is not there or cannot be read. */
export async function tailLogText(path: string | null, query: LogQuery): Promise<LogTail> {
  if (path === null || !(await isFile(path))) return ["", 0, false];
  const found = { size: query.offset, overflow: false };
  try {
    const bytes = await readRange(path, (size) => {
      const slice = tailSlice({ ...query, size });
      found.size = size;
      found.overflow = slice.overflow;
      return limited(slice, { offset: -1 });
    });
    return [decodeLog(bytes), found.size, found.overflow];
  } catch {
    return ["", query.offset, false];
  }
}

/** Looked at first: opening a FIFO would wait, and reading one would take what is meant for others. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}

function limited(range: ByteRange, query: { readonly offset: number }): ByteRange {
  const length = Math.min(range.length, LARGEST_ANSWER_BYTES);
  const start = query.offset < 0 ? range.start + range.length - length : range.start;
  return { start, length };
}

async function readRange(path: string, range: (size: number) => ByteRange): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const { start, length } = range(await file.seek(0, Deno.SeekMode.End));
  await file.seek(start, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = await file.read(bytes.subarray(done));
    // It was emptied meanwhile.
    if (count === null) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
