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
  /** The last write failed and may have left half a line. */
  #torn = false;

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
    try {
      for (const child of this.#takeOver()) this.#living.set(child.pid, child);
      this.#begin();
    } catch (error) {
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
    if (this.#file === null) return;
    try {
      Deno.removeSync(this.#path);
    } catch {
      // It is gone, or its directory is: nothing is left to do.
    }
    this.#file.close();
    this.#file = null;
  }

  /** What an earlier daemon left. @throws {Error} when another daemon uses the file */
  #takeOver(): readonly RecordedChild[] {
    const there = lstatOrNull(this.#path);
    if (there === null) return [];
    if (!there.isFile || there.uid !== this.#uid || ((there.mode ?? 0) & 0o077) !== 0) {
      this.#log("warn", `ignored state file ${this.#path}: it is not this user's alone`);
      Deno.removeSync(this.#path);
      return [];
    }
    using file = Deno.openSync(this.#path, { read: true, write: true });
    if (file.statSync().ino !== there.ino) throw new Error("somebody replaces it");
    if (!file.tryLockSync(true)) throw new Error("another daemon uses it");
    const left = readJournal(readAll(file));
    Deno.removeSync(this.#path);
    return left;
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
      throw error;
    }
    this.#file?.close();
    this.#file = file;
    this.#lines = this.#living.size;
  }

  #append(line: string): void {
    if (this.#file === null) return;
    try {
      if (this.#lines > 2 * this.#living.size + SPARE_LINES) this.#begin();
      else writeAll(this.#file, this.#torn ? `\n${line}` : line);
      this.#lines++;
      this.#torn = false;
    } catch (error) {
      if (!this.#torn) {
        this.#log("warn", `could not write state file ${this.#path}: ${errorMessage(error)}`);
      }
      this.#torn = true;
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
