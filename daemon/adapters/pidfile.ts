/** The file that holds the daemon's pid while it runs (PROC-045). */
export class Pidfile {
  readonly #path: string;
  #written = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes `PID\n` with one call. @throws {Error} */
  write(pid: number): void {
    Deno.writeTextFileSync(this.#path, `${pid}\n`, { mode: 0o644 });
    this.#written = true;
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
