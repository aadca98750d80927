/**
 * A growing file, read piece by piece as `tail -F` does.
 *
 * Everything here is synchronous: between looking at a path and reading the file nothing of this
 * process can rotate it.
 *
 * @module
 */

const PIECE_BYTES = 65_536;

/** Follows one path: through truncation, deletion and replacement of the file behind it. */
export class LogFollower implements Disposable {
  /** When the file was last written to, as of opening it. */
  readonly modified: Date;
  readonly #path: string;
  #file: Deno.FsFile;
  #position: number;

  private constructor(path: string, options: { readonly file: Deno.FsFile; tailBytes: number }) {
    const { file, tailBytes } = options;
    const info = file.statSync();
    this.#path = path;
    this.#file = file;
    this.modified = info.mtime ?? new Date(0);
    this.#position = file.seekSync(Math.max(0, info.size - tailBytes), Deno.SeekMode.Start);
  }

  /**
   * Opens the file at `path`, at most `tailBytes` before its end.
   *
   * @returns `null` when there is no regular file that can be read
   */
  static open(path: string, tailBytes: number): LogFollower | null {
    const file = openRegular(path);
    return file === null ? null : new LogFollower(path, { file, tailBytes });
  }

  /**
   * What came since the last call, at most 64 KiB; `null` when nothing did. A replaced file is
   * read to its end before the new one is begun.
   */
  next(): Uint8Array<ArrayBuffer> | null {
    return this.#afterTruncation() ?? this.#read() ?? this.#afterReplacement();
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #afterTruncation(): Uint8Array<ArrayBuffer> | null {
    if (this.#file.statSync().size >= this.#position) return null;
    this.#position = this.#file.seekSync(0, Deno.SeekMode.Start);
    return new TextEncoder().encode("==> File truncated <==\n");
  }

  #read(): Uint8Array<ArrayBuffer> | null {
    const left = this.#file.statSync().size - this.#position;
    if (left <= 0) return null;
    const piece = new Uint8Array(Math.min(left, PIECE_BYTES));
    const count = this.#file.readSync(piece);
    if (count === null) return null;
    this.#position += count;
    return piece.subarray(0, count);
  }

  #afterReplacement(): Uint8Array<ArrayBuffer> | null {
    const there = identityOf(this.#path);
    if (there === null || there === identityOf(this.#file)) return null;
    const file = openRegular(this.#path);
    if (file === null) return null;
    this.#file.close();
    this.#file = file;
    this.#position = 0;
    return this.#read();
  }
}

/** Refuses what is no regular file: reading a pipe or a terminal would wait, or take from others. */
function openRegular(path: string): Deno.FsFile | null {
  try {
    if (!Deno.statSync(path).isFile) return null;
    return Deno.openSync(path);
  } catch {
    return null;
  }
}

/** Device and inode; an open file keeps its inode from being given to another. */
function identityOf(file: string | Deno.FsFile): string | null {
  try {
    const info = typeof file === "string" ? Deno.statSync(file) : file.statSync();
    return `${info.dev}:${info.ino}`;
  } catch {
    return null;
  }
}
