import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { statOrNull } from "../adapters/optional_file.ts";
import { clearLogFile } from "./clear_log_file.ts";
import { reasonOf, renewFailure } from "./log_open_error.ts";
import { isSameFile, openFileInfo, openLogFile } from "./log_path.ts";
import type { LogSink } from "./log_sink.ts";
import { LossReport } from "./loss_report.ts";
import { shiftBackups } from "./shift_backups.ts";

/** A rotation that failed is tried again after this many further bytes. */
const RETRY_BYTES = 1024 * 1024;

/** What is configured of a log file. */
export interface LogFileSettings {
  /** Rotate when the file has reached this many bytes; 0 or less = never. */
  readonly maxbytes: number;
  /** Old files kept as `.1`, `.2` …; 0 or less = the file is emptied instead. */
  readonly backups: number;
  /** Permission bits of a new file, reduced by the umask. @default 0o666 */
  readonly mode?: number;
}

/** Settings of a log file, and where it tells trouble. */
export interface LogFileOptions extends LogFileSettings {
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * A log file that is appended to, rotated by size, reopened and cleared (LOG-004 to LOG-006, LOG-010,
 * LOG-011; process.md 9).
 *
 * Writes are synchronous: a local file does not make anybody wait, and no byte is left behind in memory.
 * The size is counted, not asked for. Whatever goes wrong after opening is told to the log and leaves
 * the file in use that is open.
 */
export class RotatingFile implements LogSink {
  readonly keepOpen = false;
  readonly #path: string;
  readonly #options: LogFileOptions;
  readonly #loss: LossReport;
  #file: Deno.FsFile | null = null;
  /** Which file is open. */
  #identity: Deno.FileInfo | null = null;
  #regular = false;
  #size = 0;
  /** The size from which on rotation is tried. */
  #threshold = Infinity;
  #rotationFailed = false;

  /** @throws {LogOpenError} */
  constructor(path: string, options: LogFileOptions) {
    this.#path = path;
    this.#options = options;
    this.#loss = new LossReport({ what: `log '${path}'`, log: options.log, clock: options.clock });
    this.#adopt(openLogFile(path, options));
  }

  get path(): string | null {
    return this.#regular ? this.#path : null;
  }

  get lost(): number {
    return this.#loss.total;
  }

  ready(): null {
    return null;
  }

  write(data: Uint8Array): void {
    const file = this.#file;
    if (file === null) return;
    let done = 0;
    try {
      while (done < data.length) {
        const written = file.writeSync(done === 0 ? data : data.subarray(done));
        if (written === 0) throw new Error("Nothing was written");
        done += written;
      }
      if (this.#loss.failing) this.#loss.succeeded();
    } catch (error) {
      this.#loss.failed(reasonOf(error), data.length - done);
    }
    this.#size += done;
    if (this.#size >= this.#threshold && this.#file === file) this.#rotate(file);
  }

  reopen(): void {
    if (this.#file === null) return;
    try {
      this.#adopt(openLogFile(this.#path, this.#options));
    } catch (error) {
      this.#tell(error);
    }
  }

  clear(): void {
    if (!this.#regular) return;
    clearLogFile(this.#path, this.#options);
    if (this.#file !== null) this.#adopt(openLogFile(this.#path, this.#options));
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#loss.end();
  }

  /** Goes over to `file`; the one before is closed only now. What cannot be looked at is let go. */
  #adopt(file: Deno.FsFile): void {
    const info = this.#infoOf(file);
    this.#file?.close();
    this.#file = file;
    this.#identity = info;
    this.#regular = info.isFile;
    this.#size = info.size;
    const rotates = info.isFile && this.#options.maxbytes > 0;
    this.#threshold = rotates ? this.#options.maxbytes : Infinity;
  }

  #infoOf(file: Deno.FsFile): Deno.FileInfo {
    try {
      return openFileInfo(file, this.#path);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Called after a write only, so that a chunk is never split over two files. */
  #rotate(file: Deno.FsFile): void {
    try {
      this.#size = file.seekSync(0, Deno.SeekMode.End);
      this.#threshold = this.#options.maxbytes;
      // Somebody emptied it (copytruncate).
      if (this.#size < this.#options.maxbytes) return;
      const there = statOrNull(this.#path);
      if (there === null || this.#identity === null || !isSameFile(there, this.#identity)) {
        // Somebody moved or removed it, or another writer rotated it: what is there now is not ours to shift.
        this.#adopt(openLogFile(this.#path, this.#options));
      } else if (this.#options.backups <= 0) {
        file.truncateSync(0);
        this.#size = 0;
      } else {
        shiftBackups(this.#path, this.#options.backups);
        this.#beginAnew();
      }
      this.#rotationFailed = false;
    } catch (error) {
      this.#threshold = this.#size + Math.min(RETRY_BYTES, this.#options.maxbytes);
      if (this.#rotationFailed) return;
      this.#rotationFailed = true;
      this.#tell(error);
    }
  }

  #beginAnew(): void {
    try {
      this.#adopt(openLogFile(this.#path, this.#options));
    } catch (error) {
      // The old file stays in use, so it gets its name back.
      Deno.renameSync(`${this.#path}.1`, this.#path);
      throw error;
    }
  }

  #tell(error: unknown): void {
    this.#options.log("error", renewFailure(this.#path, error));
  }
}
