/**
 * Reads parts of log files for XML-RPC.
 *
 * @module
 */

import { type ByteRange, decodeLog, readSlice, tailSlice } from "#lib/output/log_slice.ts";
import type { LogTail } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";

/** A part of a log as the client asked for it. */
export interface LogRequest {
  readonly offset: number;
  readonly length: number;
}

/** Answers `readLog` and `read…Log`. @throws {Fault} NO_FILE, BAD_ARGUMENTS, FAILED */
export async function readLogPart(path: string | null, request: LogRequest): Promise<string> {
  // Bad arguments are bad whether there is a file or not.
  if (path === null) throw Fault.of("NO_FILE");
  try {
    return await withFile(
      path,
      async (file, size) => decodeLog(await readRange(file, readSlice({ ...request, size }))),
    );
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (error instanceof Deno.errors.NotFound) throw Fault.of("NO_FILE", path);
    throw Fault.of("FAILED", error instanceof Error ? error.message : String(error));
  }
}

/** Answers `tail…Log`; a log that is not there reads as empty. */
export async function tailLogPart(path: string | null, request: LogRequest): Promise<LogTail> {
  if (path === null) return ["", 0, false];
  try {
    return await withFile(path, async (file, size) => {
      const slice = tailSlice({ ...request, size });
      return [decodeLog(await readRange(file, slice)), size, slice.overflow];
    });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return ["", 0, false];
    return ["", request.offset, false];
  }
}

async function withFile<T>(
  path: string,
  action: (file: Deno.FsFile, size: number) => Promise<T>,
): Promise<T> {
  using file = await Deno.open(path);
  const info = await file.stat();
  // A FIFO or a device cannot be read back, and opening it for reading must not take its data.
  if (!info.isFile) throw new Error(`${path} is not a regular file`);
  return await action(file, info.size);
}

async function readRange(file: Deno.FsFile, range: ByteRange): Promise<Uint8Array> {
  await file.seek(range.start, Deno.SeekMode.Start);
  const bytes = new Uint8Array(range.length);
  let filled = 0;
  while (filled < bytes.length) {
    const count = await file.read(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
