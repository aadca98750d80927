/**
 * Parts of a log, cut at the ends of lines.
 *
 * @module
 */

/** Most bytes of a part. */
export const WINDOW_BYTES = 65_536;

/** A part of a log file. */
export interface LogWindow {
  /** The file's inode number. */
  readonly file: number;
  /** Where the part begins and ends, in bytes. */
  readonly from: number;
  readonly to: number;
  /** Size of the file when it was read. */
  readonly size: number;
  readonly text: string;
}

/** Which part: the last lines, or those before a place. */
export type WindowRequest =
  | { readonly kind: "tail"; readonly bytes?: number }
  | { readonly kind: "before"; readonly offset: number };

/** Reads a part; `null` when there is no regular file that can be read. */
export async function readWindow(
  path: string | null,
  request: WindowRequest,
): Promise<LogWindow | null> {
  if (path === null) return null;
  try {
    // Looked at first: opening a FIFO would wait.
    if (!(await Deno.stat(path)).isFile) return null;
    using file = await Deno.open(path);
    const { size, ino } = await file.stat();
    const range = rangeOf(request, size);
    const bytes = await readBytes(file, range);
    const cut = cutAtLines(bytes, { ...range, size });
    return { file: ino ?? 0, size, ...cut };
  } catch {
    return null;
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangeOf(request: WindowRequest, size: number): Range {
  switch (request.kind) {
    case "tail":
      return { from: Math.max(0, size - (request.bytes ?? WINDOW_BYTES)), to: size };
    case "before": {
      const to = Math.min(Math.max(0, request.offset), size);
      return { from: Math.max(0, to - WINDOW_BYTES), to };
    }
  }
}

async function readBytes(file: Deno.FsFile, { from, to }: Range): Promise<Uint8Array> {
  await file.seek(from, Deno.SeekMode.Start);
  const bytes = new Uint8Array(to - from);
  let done = 0;
  while (done < bytes.length) {
    const count = await file.read(bytes.subarray(done));
    if (count === null) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

/** Leaves out the first line when its beginning, and the last when its end may be elsewhere. */
function cutAtLines(
  bytes: Uint8Array,
  range: Range & { readonly size: number },
): Range & { readonly text: string } {
  const whole = range.from + bytes.length >= range.size;
  const firstEnd = range.from === 0 ? -1 : bytes.indexOf(10);
  const lastEnd = whole ? bytes.length : bytes.lastIndexOf(10) + 1;
  const start = firstEnd + 1;
  // A line longer than the part has no end in it: it is shown as it is.
  const end = lastEnd > start ? lastEnd : bytes.length;
  const text = new TextDecoder().decode(bytes.subarray(start, end));
  return { from: range.from + start, to: range.from + end, text };
}
