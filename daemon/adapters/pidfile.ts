/** The file that holds the daemon's pid while it runs (PROC-045). */
export class Pidfile {
  readonly #path: string;
  #written = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes `PID\n` in one step, so that nobody ever reads half of it. @throws {Error} */
  write(pid: number): void {
    const temporary = `${this.#path}.${pid}`;
    Deno.writeTextFileSync(temporary, `${pid}\n`, { mode: 0o644 });
    Deno.renameSync(temporary, this.#path);
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
