/**
 * A growing log as it is shown live: whole lines, never more at a time than can be looked at.
 *
 * @module
 */

import type { LogMark } from "../model/process_detail.ts";

/** Most bytes of a piece; of a larger growth only the end is shown. */
const PIECE_BYTES = 24_576;

/** Lines are counted in so many skipped bytes at most: counting has to read them. */
const COUNTED_BYTES = 4 * 1024 * 1024;

/** What a log has grown by. */
export interface FeedPiece {
  /** The file's inode number. */
  readonly file: number;
  /** Where the text begins and ends in the file, in bytes. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What was left out before it. Lines are `null` when there were too many bytes to count them. */
  readonly skipped: { readonly bytes: number; readonly lines: number | null } | null;
  /** The text is from another file than before, or from the same one emptied. */
  readonly fresh: boolean;
}

/** Follows one path, as `tail -F` does. Everything here is synchronous and short. */
export class LogFeed implements Disposable {
  readonly #path: string;
  #file: Deno.FsFile | null = null;
  #ino = 0;
  #position = 0;
  #fresh = false;
  #decoder = new TextDecoder();

  /** Begins at `offset` of the file with the inode number `file`, or at the beginning of another. */
  constructor(path: string, start: { readonly file: number; readonly offset: number } | null) {
    this.#path = path;
    this.#open();
    if (start !== null && start.file === this.#ino) this.#position = start.offset;
  }

  /** Follows what is at `path` from its beginning on, as another file than the one before. */
  static anew(path: string): LogFeed {
    const feed = new LogFeed(path, null);
    feed.#fresh = true;
    return feed;
  }

  /**
   * What came since the last call, at most up to `end` as long as that lies in the same file; `null`
   * when nothing did.
   */
  next(end: LogMark | null = null): FeedPiece | null {
    try {
      return this.#next(end);
    } catch {
      // It went away, or may not be read any more. It may come back.
      this[Symbol.dispose]();
      return null;
    }
  }

  [Symbol.dispose](): void {
    this.#file?.close();
    this.#file = null;
  }

  #next(end: LogMark | null): FeedPiece | null {
    if (this.#file === null && !this.#reopen()) return null;
    const size = this.#file!.statSync().size;
    if (size < this.#position) this.#restart();
    const wanted = end?.file === this.#ino ? Math.min(size, end.offset) : size;
    // That it was emptied is worth telling at once.
    if (wanted > this.#position || (this.#fresh && size === 0)) return this.#read(wanted);
    if (size > this.#position || inodeOf(this.#path) === this.#ino) return null;
    this[Symbol.dispose]();
    return this.#reopen() ? this.#next(end) : null;
  }

  /** Whatever is there now is not what was read before. */
  #reopen(): boolean {
    const isFirst = this.#ino === 0;
    if (!this.#open()) return false;
    if (!isFirst) this.#restart();
    return true;
  }

  #open(): boolean {
    try {
      if (!Deno.statSync(this.#path).isFile) return false;
      this.#file = Deno.openSync(this.#path);
      this.#ino = this.#file.statSync().ino ?? 0;
      return true;
    } catch {
      return false;
    }
  }

  #restart(): void {
    this.#position = 0;
    this.#fresh = true;
    this.#decoder = new TextDecoder();
  }

  #read(size: number): FeedPiece {
    const skipped = this.#skip(size);
    const from = this.#position;
    const bytes = this.#bytes(from, Math.min(size - from, PIECE_BYTES));
    this.#position += bytes.length;
    const text = this.#decoder.decode(bytes, { stream: true });
    const fresh = this.#fresh;
    this.#fresh = false;
    return { file: this.#ino, from, to: this.#position, text, skipped, fresh };
  }

  /** Leaves out what is too much, up to the end of a line. */
  #skip(size: number): FeedPiece["skipped"] {
    const surplus = size - this.#position - PIECE_BYTES;
    if (surplus <= 0) return null;
    const start = this.#position;
    const near = this.#bytes(start + surplus, Math.min(PIECE_BYTES, 8192));
    const bytes = surplus + near.indexOf(10) + 1;
    const lines = bytes > COUNTED_BYTES ? null : countLines(this.#bytes(start, bytes));
    this.#position = start + bytes;
    this.#decoder = new TextDecoder();
    return { bytes, lines };
  }

  #bytes(from: number, length: number): Uint8Array {
    const file = this.#file!;
    file.seekSync(from, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = file.readSync(bytes.subarray(done));
      if (count === null) break;
      done += count;
    }
    return bytes.subarray(0, done);
  }
}

function inodeOf(path: string): number | null {
  try {
    return Deno.statSync(path).ino;
  } catch {
    return null;
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
