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
    this.#written = isRegular(file);
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

/**
 * A device, such as /dev/null, is not ours to remove. It is the one that cannot be cut: looking at the file
 * would take the permission to read it, which a daemon has no need of.
 */
function isRegular(file: Deno.FsFile): boolean {
  try {
    file.truncateSync(0);
    return true;
  } catch {
    return false;
  }
}
