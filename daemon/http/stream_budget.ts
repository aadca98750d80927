/**
 * What waits for the readers of all streams together, kept within one bound.
 *
 * @module
 */

/** What a message costs in memory beside its text, about. */
const MESSAGE_OVERHEAD = 128;

/** What its place among those that wait for one reader costs, about. */
const PLACE = 16;

/** A message as all streams that it waits in share it. */
export class StreamMessage {
  readonly text: string;
  /** Streams in which it waits. */
  holders = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** About what it costs in characters. */
  get size(): number {
    return this.text.length + MESSAGE_OVERHEAD;
  }
}

/** A stream whose reader may be too slow. */
export interface SlowStream {
  /** About how many characters wait for the reader. */
  readonly waiting: number;
  /** Drops what waits and ends the stream with a comment. */
  drop(reason: string): void;
}

/** Counts each message once, and the place that each of its readers has for it. */
export class StreamBudget {
  readonly #max: number;
  readonly #streams = new Set<SlowStream>();
  #used = 0;
  #messages = 0;

  /** @param max about how many characters may wait in all streams; one message alone may have more */
  constructor(max: number) {
    this.#max = max;
  }

  /** About how many characters wait. */
  get used(): number {
    return this.#used;
  }

  /** Counts a stream among those that may have to go. */
  join(stream: SlowStream): void {
    this.#streams.add(stream);
  }

  leave(stream: SlowStream): void {
    this.#streams.delete(stream);
  }

  /** A message begins to wait in one more stream. */
  hold(message: StreamMessage): void {
    this.#used += PLACE;
    if (message.holders++ > 0) return;
    this.#used += message.size;
    this.#messages++;
  }

  /** It waits in one stream less. */
  release(message: StreamMessage): void {
    this.#used -= PLACE;
    if (--message.holders > 0) return;
    this.#used -= message.size;
    this.#messages--;
  }

  /** Ends the streams for whose readers most waits until the rest fits. */
  enforce(): void {
    while (this.#used > this.#max && this.#messages > 1) {
      const slowest = this.#slowest();
      if (slowest === null) return;
      this.#streams.delete(slowest);
      slowest.drop(`dropped, more than ${this.#max} characters were waiting for all readers`);
    }
  }

  #slowest(): SlowStream | null {
    let slowest: SlowStream | null = null;
    for (const stream of this.#streams) {
      if (slowest === null || stream.waiting > slowest.waiting) slowest = stream;
    }
    return slowest;
  }
}
