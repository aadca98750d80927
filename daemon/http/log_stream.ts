/**
 * A log as an endless stream (`HTTP-008` to `HTTP-011`).
 *
 * @module
 */

import { LogFollower } from "./log_follower.ts";
import { pause } from "./pause.ts";

/** How a log is followed. */
export interface LogStreamOptions {
  /** Ends the stream. */
  readonly signal: AbortSignal;
  /**
   * Bytes before the end of the file to begin with.
   *
   * @default {1024}
   */
  readonly tailBytes?: number;
  /**
   * Milliseconds between two looks at a file that has nothing new.
   *
   * @default {100}
   */
  readonly pollMs?: number;
}

/** An open log. */
export interface LogStream {
  /** When the file was last written to. */
  readonly modified: Date;
  /** Ends when the signal fires or the reader cancels it, never by itself; fails with a read. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/**
 * Follows the file at `path`. The file is only looked at while somebody reads: a slow reader costs
 * one piece of 64 KiB, one that waits costs a look each `pollMs`.
 *
 * @returns `null` when there is no such file
 */
export function followLog(path: string, options: LogStreamOptions): LogStream | null {
  const follower = LogFollower.open(path, options.tailBytes ?? 1024);
  if (follower === null) return null;
  const { signal, pollMs = 100 } = options;
  const stop = new AbortController();
  let end = (): void => {};
  const close = (): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    signal.removeEventListener("abort", end);
    follower[Symbol.dispose]();
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      end = () => {
        close();
        controller.close();
      };
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    },
    async pull(controller) {
      try {
        while (!stop.signal.aborted) {
          const piece = follower.next();
          if (piece !== null) return controller.enqueue(piece);
          await pause(pollMs, stop.signal);
        }
      } catch (error) {
        close();
        throw error;
      }
    },
    cancel: close,
  }, { highWaterMark: 0 });
  return { modified: follower.modified, body };
}
