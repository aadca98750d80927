/**
 * One reader's stream of messages, with what waits for it kept within bounds.
 *
 * @module
 */

import type { Clock, Timer } from "#lib/ports/clock.ts";

/** How a stream is kept. */
export interface EventStreamOptions {
  readonly clock: Clock;
  /** Most characters of messages that wait for the reader; one message alone may have more. */
  readonly maxWaiting: number;
  /** Milliseconds without a message after which a comment is sent. */
  readonly heartbeatMs: number;
  /** Called once, when the stream takes no more messages: it was ended, or the reader went away. */
  onEnd(): void;
}

/** What a message costs in memory beside its text, about. */
const OVERHEAD = 128;

/** About so many characters are handed to the connection at a time. */
const PIECE = 65_536;

/**
 * A queue with a pump: messages wait here, as text, while the connection is busy. They are made into
 * bytes when the reader has room for them.
 */
export class EventStream {
  /** What goes to the reader. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #options: EventStreamOptions;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #size = 0;
  #open = true;
  #cancelled = false;
  #quiet = false;
  #wake: () => void = () => {};
  #heartbeat: Timer;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#heartbeat = this.#armHeartbeat();
    this.body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => this.#pull(controller),
      cancel: () => this.#cancel(),
    }, { highWaterMark: 0 });
    this.#push(comment("listening"));
  }

  /** About how many characters wait for the reader. */
  get waiting(): number {
    return this.#size;
  }

  /**
   * Queues a message. When others wait and it would be one too many, the reader is too slow: what
   * waits is dropped and the stream ends with a comment.
   */
  send(message: string): void {
    if (!this.#open) return;
    const { maxWaiting } = this.#options;
    if (this.#waiting.length > 0 && this.#size + message.length + OVERHEAD > maxWaiting) {
      this.#drop();
      this.end(`dropped, more than ${maxWaiting} characters were waiting`);
    } else {
      this.#push(message);
    }
  }

  /** Ends the stream with a comment, after what waits. */
  end(reason: string): void {
    if (!this.#open) return;
    this.#push(comment(reason));
    this.#close();
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (this.#waiting.length === 0 && this.#open) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.#cancelled) return;
    if (this.#waiting.length > 0) controller.enqueue(this.#encoder.encode(this.#take()));
    else controller.close();
  }

  #push(text: string): void {
    this.#waiting.push(text);
    this.#size += text.length + OVERHEAD;
    this.#quiet = false;
    this.#wake();
  }

  #take(): string {
    if (this.#size <= PIECE) {
      const all = this.#waiting.join("");
      this.#drop();
      return all;
    }
    let length = 0;
    let count = 0;
    while (count < this.#waiting.length && length < PIECE) length += this.#waiting[count++]!.length;
    this.#size -= length + count * OVERHEAD;
    return this.#waiting.splice(0, count).join("");
  }

  #drop(): void {
    this.#waiting = [];
    this.#size = 0;
  }

  #cancel(): void {
    this.#cancelled = true;
    this.#drop();
    this.#close();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#heartbeat.cancel();
    this.#options.onEnd();
    this.#wake();
  }

  /** A comment goes out when a whole period had no message and nothing waits. */
  #armHeartbeat(): Timer {
    const { clock, heartbeatMs } = this.#options;
    return clock.after(heartbeatMs, () => {
      if (this.#quiet && this.#waiting.length === 0) this.#push(comment(""));
      this.#quiet = true;
      this.#heartbeat = this.#armHeartbeat();
    });
  }
}

function comment(text: string): string {
  return `: ${text}\n\n`;
}
