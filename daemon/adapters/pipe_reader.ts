/**
 * Reads a child's output pipe with one buffer, which is used again and again.
 *
 * @module
 */

import type { Readiness } from "#lib/ports/spawner.ts";
import { BufferSize } from "./buffer_size.ts";

/** A pipe that is being read. */
export interface PipeReader {
  /** Resolves when the last writer has closed it, or when it was closed here. */
  readonly closed: Promise<void>;
  /** Counts the chunks so far: a number that stands still tells that the pipe is empty. */
  readonly chunks: number;
  /** While the receiver takes no more: its promise for the moment when it does again. */
  readonly blocked: Readiness;
  /** Stops reading. What is still in the pipe is lost; its writers get EPIPE. */
  close(): void;
}

/** Starts to read `stream`; `receive` gets each chunk, which is valid during the call only. */
export function readPipe(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  receive: (chunk: Uint8Array) => Readiness,
): PipeReader {
  const reader = stream.getReader({ mode: "byob" });
  let chunks = 0;
  let blocked: Readiness = null;
  const read = async (): Promise<void> => {
    const size = new BufferSize();
    let buffer = new Uint8Array(size.bytes);
    for (;;) {
      const { value, done } = await reader.read(buffer);
      if (value === undefined || done) return;
      chunks++;
      blocked = receive(value);
      if (blocked !== null) {
        await blocked;
        blocked = null;
      }
      const bytes = size.after(value.byteLength);
      buffer = new Uint8Array(
        value.buffer.byteLength === bytes ? value.buffer : new ArrayBuffer(bytes),
      );
    }
  };
  return {
    // A read error means that there is no more to read.
    closed: read().catch(() => {}),
    get chunks() {
      return chunks;
    },
    get blocked() {
      return blocked;
    },
    close: () => void reader.cancel().catch(() => {}),
  };
}
