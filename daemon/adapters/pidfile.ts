import { writeAll } from "./write_all.ts";

/** The file that holds the daemon's pid while it runs (PROC-045). */
export class Pidfile {
  readonly #path: string;
  #written = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes `PID\n`. @throws {Error} when it does not fit on the disk, too; no empty file is left then */
  write(pid: number): void {
    using file = Deno.openSync(this.#path, {
      ...{ write: true, create: true, truncate: true },
      mode: 0o644,
    });
    // A device, such as /dev/null, is not ours to remove.
    this.#written = file.statSync().isFile;
    try {
      writeAll(file, `${pid}\n`);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** Removes the file if it was written here; a failure leaves it there. */
  remove(): void {
    if (!this.#written) return;
    this.#written = false;
    try {
      Deno.removeSync(this.#path);
    } catch {
      // It is gone, or its directory is: nothing is left to do.
    }
  }
}
