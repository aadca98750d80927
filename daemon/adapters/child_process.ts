import type { Child, ChildHandlers, SignalOutcome, StdinOutcome } from "#lib/ports/spawner.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import type { PipeSink } from "./child_pipes.ts";
import { drainPipes } from "./drain.ts";
import { errnoOf } from "./errno.ts";
import { waitForExit } from "./exit_status.ts";
import type { PipeReader } from "./pipe_reader.ts";
import { StdinQueue } from "./stdin_queue.ts";

/** What a child is made of beside its process. */
export interface ChildProcessOptions extends Pick<ChildHandlers, "ended" | "stdinClosed"> {
  readonly readers: readonly PipeReader[];
  /** Our end of its standard input, `null` when that is no pipe of ours. */
  readonly stdin: PipeSink | null;
}

/** A child made by `Deno.Command`, from its spawn to the moment when it is reaped and its pipes are empty. */
export class ChildProcess implements Child {
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: StdinQueue | null;

  constructor(
    child: Deno.ChildProcess,
    options: ChildProcessOptions,
  ) {
    this.#child = child;
    this.pid = child.pid;
    this.#stdin = options.stdin === null
      ? null
      : new StdinQueue(options.stdin, options.stdinClosed);
    this.#watch(options).catch((error) =>
      queueMicrotask(() => {
        throw error;
      })
    );
  }

  signal(signal: string): SignalOutcome {
    try {
      this.#child.kill(signal as Deno.Signal);
      return { kind: "sent" };
    } catch (error) {
      const reason = errorMessage(error);
      const gone = errnoOf(error) === "ESRCH" || reason.includes("already terminated");
      return { kind: gone ? "gone" : "failed", reason };
    }
  }

  writeStdin(data: Uint8Array, limit?: number): StdinOutcome {
    return this.#stdin === null ? "closed" : this.#stdin.write(data, limit);
  }

  async offerStdin(data: Uint8Array): Promise<StdinOutcome> {
    return await this.#stdin?.offer(data) ?? "closed";
  }

  async #watch(options: ChildProcessOptions): Promise<void> {
    const exit = await waitForExit(this.#child);
    await drainPipes(options.readers);
    this.#stdin?.close();
    options.ended(exit);
  }
}
