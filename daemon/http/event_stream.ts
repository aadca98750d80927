/**
 * One reader's stream of messages, with what waits for it kept within bounds.
 *
 * @module
 */

import type { Clock, Timer } from "#lib/ports/clock.ts";
import { type SlowStream, type StreamBudget, StreamMessage } from "./stream_budget.ts";

/** How a stream is kept. */
export interface EventStreamOptions {
  readonly clock: Clock;
  /** Most characters of messages that wait for the reader; one message alone may have more. */
  readonly maxWaiting: number;
  /** Shared by all streams. */
  readonly budget: StreamBudget;
  /** Milliseconds without a message after which a comment is sent. */
  readonly heartbeatMs: number;
  /** Called once, when the stream takes no more messages: it was ended, or the reader went away. */
  onEnd(): void;
}

/**
 * About so many characters are handed to the connection at a time, and no more: what it holds while its
 * reader takes nothing is counted nowhere.
 */
const PIECE = 65_536;

/**
 * A queue with a pump: messages wait here, as text, while the connection is busy. They are made into
 * bytes when the reader has room for them.
 */
export class EventStream implements SlowStream {
  /** What goes to the reader. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #options: EventStreamOptions;
  readonly #encoder = new TextEncoder();
  #waiting: StreamMessage[] = [];
  /** Characters of the first one that were handed over. */
  #begun = 0;
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
    options.budget.join(this);
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
  send(message: StreamMessage): void {
    if (!this.#open) return;
    const { maxWaiting, budget } = this.#options;
    if (this.#waiting.length > 0 && this.#size + message.size > maxWaiting) {
      this.drop(`dropped, more than ${maxWaiting} characters were waiting`);
    } else {
      this.#push(message);
      budget.enforce();
    }
  }

  drop(reason: string): void {
    // Of a message that was handed over in part, the reader sees no end: it is not taken for a whole one.
    const broken = this.#begun > 0;
    this.#clear();
    if (broken) this.#close();
    else this.end(reason);
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

  #push(message: StreamMessage): void {
    this.#waiting.push(message);
    this.#size += message.size;
    this.#options.budget.hold(message);
    this.#quiet = false;
    this.#wake();
  }

  /** The next piece: whole messages, or a part of one that is longer than a piece. */
  #take(): string {
    const [first] = this.#waiting;
    if (first !== undefined && first.text.length - this.#begun > PIECE) {
      return this.#takePart(first);
    }
    let text = "";
    let count = 0;
    for (const message of this.#waiting) {
      if (count > 0 && text.length + message.text.length > PIECE) break;
      text += count === 0 ? message.text.slice(this.#begun) : message.text;
      count++;
    }
    this.#begun = 0;
    for (const message of this.#waiting.splice(0, count)) this.#release(message);
    return text;
  }

  /** Never half a character of two units. */
  #takePart({ text }: StreamMessage): string {
    const end = this.#begun + PIECE;
    const part = text.slice(this.#begun, isHigh(text.charCodeAt(end - 1)) ? end - 1 : end);
    this.#begun += part.length;
    return part;
  }

  #release(message: StreamMessage): void {
    this.#size -= message.size;
    this.#options.budget.release(message);
  }

  #clear(): void {
    for (const message of this.#waiting.splice(0)) this.#release(message);
    this.#begun = 0;
  }

  #cancel(): void {
    this.#cancelled = true;
    this.#clear();
    this.#close();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#heartbeat.cancel();
    this.#options.budget.leave(this);
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

function comment(text: string): StreamMessage {
  return new StreamMessage(`: ${text}\n\n`);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
