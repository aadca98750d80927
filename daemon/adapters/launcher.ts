import { READY_LINE } from "#daemon/plan_handover.ts";
import { nodeFs } from "./node_builtins.ts";
import { writeAll } from "./write_all.ts";

/** Whoever started the daemon, as long as it is not ready: a launcher that waits, or standard error. */
export class Launcher {
  #pipe: string | null;

  /** `pipe` is the named pipe that a launcher of a daemon in the background listens on. */
  constructor(pipe: string | null) {
    this.#pipe = pipe;
  }

  /** Says what keeps the daemon from starting. */
  tell(text: string): void {
    if (this.#pipe === null) writeAll(Deno.stderr, text);
    else this.#say(this.#pipe, text);
  }

  /** Says that the daemon runs; the launcher ends then, and is told nothing more. */
  ready(): void {
    if (this.#pipe === null) return;
    this.#say(this.#pipe, `${READY_LINE}\n`);
    this.#pipe = null;
  }

  /**
   * A launcher that was killed in the meantime is no reason not to run. Without O_NONBLOCK, the daemon
   * would wait for another reader.
   */
  #say(pipe: string, text: string): void {
    try {
      const fs = nodeFs();
      const fd = fs.openSync(pipe, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
      try {
        writeAll({ writeSync: (bytes) => fs.writeSync(fd, bytes) }, text);
      } finally {
        fs.closeSync(fd);
      }
    } catch {
      this.#pipe = null;
    }
  }
}
