/**
 * The file beside the pidfile that tells which children live.
 *
 * @module
 */

import {
  endedLine,
  readJournal,
  type RecordedChild,
  startedLine,
} from "#lib/supervisor/child_journal.ts";
import { newStateFilePath } from "#lib/supervisor/state_file_path.ts";
import type { Log } from "#lib/ports/logger.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { lstatOrNull, removeIfThere } from "./adapters/optional_file.ts";
import { writeAll } from "./adapters/write_all.ts";

/** Lines beyond two for each living child after which the file is written anew. */
const SPARE_LINES = 1000;

/** What a state file needs. */
export interface StateFileOptions {
  readonly path: string;
  /** The user that this process runs as: nobody else's file is believed. */
  readonly uid: number;
  readonly log: Log;
}

/**
 * Keeps the living children in a file of mode 0600, one line for each start and each end, so that a
 * SIGKILL at any moment leaves what is true. It is removed when the daemon ends by itself: whoever
 * finds it knows that a daemon was killed. Nothing here throws: without the file everything else works.
 */
export class StateFile implements Disposable {
  readonly #path: string;
  readonly #uid: number;
  readonly #log: Log;
  readonly #living = new Map<number, RecordedChild>();
  #file: Deno.FsFile | null = null;
  #lines = 0;
  /** It is this object's to write: it was claimed, and not disposed of since. */
  #kept = false;
  /** The last write failed: the file lacks what lives, and may end with half a line. */
  #behind = false;

  constructor(options: StateFileOptions) {
    this.#path = options.path;
    this.#uid = options.uid;
    this.#log = options.log;
  }

  /**
   * Begins a new file in the place of what is there. It names the children that a killed daemon left,
   * until they are removed: this daemon may be killed before it has seen to them.
   *
   * @returns the children that a killed daemon left
   */
  claim(): readonly RecordedChild[] {
    this.#kept = true;
    try {
      // What is there stays until the new file is in its place: this daemon may be killed in between.
      using there = this.#takeOver();
      const left = there === null ? [] : readJournal(readAll(there));
      for (const child of left) this.#living.set(child.pid, child);
      this.#begin();
    } catch (error) {
      this.#behind = true;
      this.#log(
        "warn",
        `could not write state file ${this.#path}: ${errorMessage(error)}; ` +
          "if this daemon is killed, the next one will not know its processes",
      );
    }
    return [...this.#living.values()];
  }

  /** Notes a child that was started. */
  add(child: RecordedChild): void {
    this.#living.set(child.pid, child);
    this.#append(startedLine(child));
  }

  /** Notes that a child was reaped, or that one of an earlier daemon does not live any more. */
  remove(pid: number): void {
    if (this.#living.delete(pid)) this.#append(endedLine(pid));
  }

  /** Removes the file: this daemon leaves nothing behind. */
  [Symbol.dispose](): void {
    this.#kept = false;
    if (this.#file === null) return;
    try {
      Deno.removeSync(this.#path);
    } catch {
      // It is gone, or its directory is: nothing is left to do.
    }
    this.#file.close();
    this.#file = null;
  }

  /** Opens and locks what an earlier daemon left. @throws {Error} when another daemon uses the file */
  #takeOver(): Deno.FsFile | null {
    const there = lstatOrNull(this.#path);
    if (there === null) return null;
    if (!there.isFile || there.uid !== this.#uid || ((there.mode ?? 0) & 0o077) !== 0) {
      this.#log("warn", `ignored state file ${this.#path}: it is not this user's alone`);
      Deno.removeSync(this.#path);
      return null;
    }
    const file = Deno.openSync(this.#path, { read: true, write: true });
    try {
      if (!file.tryLockSync(true)) throw new Error("another daemon uses it");
      // Looked at last: who had the lock before may have put another file in the place.
      const now = lstatOrNull(this.#path)?.ino;
      if (now !== there.ino || now !== file.statSync().ino) throw new Error("somebody replaces it");
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Puts a file with the living children in its place, in one step. */
  #begin(): void {
    const path = newStateFilePath(this.#path);
    removeIfThere(path);
    const file = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
    try {
      file.tryLockSync(true);
      writeAll(file, [...this.#living.values()].map(startedLine).join(""));
      Deno.renameSync(path, this.#path);
    } catch (error) {
      file.close();
      removeIfThere(path);
      throw error;
    }
    this.#file?.close();
    this.#file = file;
    this.#lines = this.#living.size;
  }

  #append(line: string): void {
    if (!this.#kept) return;
    try {
      this.#write(line);
      this.#behind = false;
    } catch (error) {
      if (!this.#behind) {
        this.#log("warn", `could not write state file ${this.#path}: ${errorMessage(error)}`);
      }
      this.#behind = true;
    }
  }

  /** Adds a line, or writes the file anew where that makes it right or short again. */
  #write(line: string): void {
    if (this.#file === null) {
      using _there = this.#takeOver();
      this.#begin();
    } else if (this.#behind || this.#lines > 2 * this.#living.size + SPARE_LINES) {
      this.#begin();
    } else {
      writeAll(this.#file, line);
      this.#lines++;
    }
  }
}

function readAll(file: Deno.FsFile): string {
  const { size } = file.statSync();
  const bytes = new Uint8Array(size);
  let done = 0;
  for (
    let count: number | null = 1;
    done < size && count !== null && count > 0;
    done += count ?? 0
  ) {
    count = file.readSync(bytes.subarray(done));
  }
  return new TextDecoder().decode(bytes.subarray(0, done));
}
