/**
 * Events as server-sent events: each is made into text once, for all streams that take it, and not
 * at all while there is none.
 *
 * @module
 */

import { toEventRecord } from "#lib/event/event_record.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import type { EventName } from "#lib/event/names.ts";
import { MAX_POOL_BYTES } from "#lib/event/notification.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { EventSource } from "./event_source.ts";
import { EventStream } from "./event_stream.ts";
import { StreamBudget, StreamMessage } from "./stream_budget.ts";

/** What the streams are fed from, and their limits. */
export interface EventStreamsOptions {
  readonly events: EventSource;
  readonly clock: Clock;
  /**
   * Most characters that wait for one reader.
   *
   * @default {8_388_608} as many as a pool holds bytes: a multicall of 10,000 short events fits
   */
  readonly maxWaiting?: number;
  /**
   * Most characters that wait for all readers together, each message counted once. Characters beyond
   * Latin-1 take two bytes.
   *
   * @default {16_777_216}
   */
  readonly maxWaitingInAll?: number;
  /**
   * Milliseconds of silence after which a comment is sent.
   *
   * @default {15_000}
   */
  readonly heartbeatMs?: number;
}

/** One stream's wishes. */
export interface EventStreamRequest {
  /** Types to take, with all below them; none for all. */
  readonly names: readonly EventName[];
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

/** Opens the streams of one run of the daemon. */
export class EventStreams {
  readonly #options: EventStreamsOptions;
  /** What waits for readers, these and those of other streams. */
  readonly budget: StreamBudget;
  #last: { readonly emission: number; readonly message: StreamMessage } | null = null;

  constructor(options: EventStreamsOptions) {
    this.#options = options;
    this.budget = new StreamBudget(options.maxWaitingInAll ?? 2 * MAX_POOL_BYTES);
  }

  /** The body of an answer. It takes events from this call on, before anything of it is read. */
  open(request: EventStreamRequest): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { events, clock, maxWaiting = MAX_POOL_BYTES, heartbeatMs = 15_000 } = this.#options;
    const { names, signal } = request;
    const stop = (): void => stream.end("the server is closing");
    const stream = new EventStream({
      clock,
      maxWaiting,
      heartbeatMs,
      budget: this.budget,
      onEnd: () => {
        subscription[Symbol.dispose]();
        signal.removeEventListener("abort", stop);
      },
    });
    const subscription = events.subscribe(
      (event, emission) => stream.send(this.#message(event, emission)),
      names.length === 0 ? ["EVENT"] : names,
    );
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    return stream.body;
  }

  #message(event: SupervisorEvent, emission: number): StreamMessage {
    if (this.#last?.emission !== emission) {
      const time = this.#options.clock.wall() / 1000;
      const data = JSON.stringify({ ...toEventRecord(event), time });
      const text = `id: ${emission}\nevent: ${event.name}\ndata: ${data}\n\n`;
      this.#last = { emission, message: new StreamMessage(text) };
    }
    return this.#last.message;
  }
}
