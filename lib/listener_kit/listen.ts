/**
 * Writing an event listener in TypeScript (EVT-045).
 *
 * ```ts ignore
 * for await (const event of listen({ input: Deno.stdin.readable, output: Deno.stdout.writable })) {
 *   if (event.name === "PROCESS_STATE_FATAL") console.error(`${event.group}:${event.process} gave up`);
 * }
 * ```
 *
 * @module
 */

import { Answer } from "./answer.ts";
import type { NotificationHeader } from "./header.ts";
import { NotificationReader, type RawNotification } from "./notification_reader.ts";
import { parseEvent, type ReceivedEvent } from "./received_event.ts";

/** The two streams of a listener: its standard input and its standard output. */
export interface ListenStreams {
  /** `Deno.stdin.readable`. */
  readonly input: ReadableStream<Uint8Array>;
  /** `Deno.stdout.writable`. */
  readonly output: WritableStream<Uint8Array>;
}

/** What comes with every event. */
export interface Delivery {
  /** The header line. */
  readonly header: NotificationHeader;
  /** The payload as it came. */
  readonly payload: string;
  /**
   * Tells the daemon that the event is dealt with.
   *
   * @throws {Error} (rejects) when the event was answered before, or standard output is gone.
   */
  acknowledge(): Promise<void>;
  /**
   * Tells the daemon to deliver the event again, to this listener or to another of its pool.
   *
   * @throws {Error} as `acknowledge`.
   */
  reject(): Promise<void>;
  /**
   * Sends any other result, for a pool whose result handler understands it.
   *
   * @throws {Error} as `acknowledge`.
   */
  respond(result: string | Uint8Array): Promise<void>;
}

/** An event in a listener, to be told apart by `name`. */
export type ListenerEvent = ReceivedEvent & Delivery;

const READY = new TextEncoder().encode("READY\n");

/**
 * The events that the daemon sends to this listener, one at a time, until its standard input ends.
 *
 * An event that was not answered when the loop goes on is acknowledged. One that was not answered when the
 * loop is left, by `break` or by an exception, is rejected, so that it is delivered again.
 *
 * Standard output belongs to the protocol: print with `console.error`, which goes to the listener's
 * stderr log. One `console.log` puts a listener out of service until it is restarted (K-28).
 *
 * @throws {Error} when what comes is no notification, or one whose payload is not that of its type.
 */
export async function* listen(streams: ListenStreams): AsyncGenerator<ListenerEvent, void, void> {
  const reader = streams.input.getReader();
  const writer = streams.output.getWriter();
  try {
    const notifications = readNotifications(reader);
    for (;;) {
      await writer.write(READY);
      const { value, done } = await notifications.next();
      if (done) return;
      yield* deliver(value, new Answer(writer));
    }
  } finally {
    reader.releaseLock();
    writer.releaseLock();
  }
}

async function* deliver(
  { header, payload }: RawNotification,
  answer: Answer,
): AsyncGenerator<ListenerEvent, void, void> {
  try {
    yield {
      ...parseEvent(header.eventname, payload),
      header,
      payload,
      acknowledge: () => answer.send("OK"),
      reject: () => answer.send("FAIL"),
      respond: (result) => answer.send(result),
    };
    if (!answer.given) await answer.send("OK");
  } finally {
    if (!answer.given) await answer.send("FAIL");
  }
}

async function* readNotifications(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<RawNotification, void, void> {
  const notifications = new NotificationReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield* notifications.receive(value);
  }
}
