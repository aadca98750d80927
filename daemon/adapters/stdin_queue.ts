import type { StdinOutcome } from "#lib/ports/spawner.ts";
import type { PipeSink } from "./child_pipes.ts";

/** Most bytes that wait for one child to read its standard input, unless the writer says otherwise. */
export const STDIN_QUEUE_BYTES: number = 1024 * 1024;

/** A write to a pipe with room is answered within a turn of the event loop; one to a full pipe is not. */
const ANSWER_MS = 5;

/** Bytes on their way into a child's standard input, in order, bounded, never waited for. */
export class StdinQueue {
  readonly #sink: PipeSink;
  readonly #broken: () => void;
  readonly #queue: Uint8Array<ArrayBuffer>[] = [];
  #waiting = 0;
  /** Somebody who waits for the answer to the first write. */
  #answered: (() => void) | null = null;
  #state: "open" | "broken" | "closed" = "open";

  /** `broken` is called once, when a write shows that nobody reads any more. */
  constructor(sink: PipeSink, broken: () => void) {
    this.#sink = sink;
    this.#broken = broken;
  }

  /** Copies and queues all of `data`, or nothing. */
  write(data: Uint8Array, limit: number = STDIN_QUEUE_BYTES): StdinOutcome {
    if (this.#state !== "open") return "closed";
    if (this.#waiting + data.length > limit) return "full";
    if (data.length === 0) return "queued";
    this.#waiting += data.length;
    if (this.#queue.push(data.slice()) === 1) void this.#pump();
    return "queued";
  }

  /**
   * As {@linkcode write}, and waits a moment for the pipe's answer, so that one which nobody reads is
   * known with the first write. While the pipe is full its answer is not waited for.
   */
  async offer(data: Uint8Array): Promise<StdinOutcome> {
    const first = this.#queue.length === 0;
    const outcome = this.write(data);
    if (outcome !== "queued" || !first || this.#waiting === 0) return outcome;
    await this.#answer();
    return this.#isBroken() ? "closed" : "queued";
  }

  /** Gives the pipe up; the child sees the end of its input. */
  close(): void {
    if (this.#state !== "open") return;
    this.#state = "closed";
    this.#queue.length = 0;
    this.#sink.close();
    this.#answered?.();
  }

  /** Resolves when the write under way was answered, or when that takes longer than it should. */
  #answer(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answered?.(), ANSWER_MS);
      this.#answered = () => {
        clearTimeout(timer);
        this.#answered = null;
        resolve();
      };
    });
  }

  async #pump(): Promise<void> {
    try {
      for (let [head] = this.#queue; head !== undefined; [head] = this.#queue) {
        const taken = await this.#sink.write(head);
        if (this.#state !== "open") return;
        this.#waiting -= taken;
        if (taken === head.length) this.#queue.shift();
        else this.#queue[0] = head.subarray(taken);
        this.#answered?.();
      }
    } catch {
      if (this.#state === "open") this.#break();
    }
  }

  #break(): void {
    this.#state = "broken";
    this.#queue.length = 0;
    this.#sink.close();
    this.#answered?.();
    this.#broken();
  }

  /** A method, because the compiler takes the state before an `await` for that after it. */
  #isBroken(): boolean {
    return this.#state === "broken";
  }
}
