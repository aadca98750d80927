/**
 * Reads a child's output pipe with one growing buffer: small while little comes (1,000 idle programs
 * cost little memory), as large as a pipe can hold when much does.
 *
 * @module
 */

import type { Readiness } from "#lib/ports/spawner.ts";

const FIRST_BUFFER_BYTES = 4 * 1024;
const LARGEST_BUFFER_BYTES = 64 * 1024;

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
    let buffer = new Uint8Array(FIRST_BUFFER_BYTES);
    for (;;) {
      const { value, done } = await reader.read(buffer);
      if (value === undefined || done) return;
      chunks++;
      blocked = receive(value);
      if (blocked !== null) {
        await blocked;
        blocked = null;
      }
      buffer = value.byteLength === value.buffer.byteLength &&
          value.byteLength < LARGEST_BUFFER_BYTES
        ? new Uint8Array(LARGEST_BUFFER_BYTES)
        : new Uint8Array(value.buffer);
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
