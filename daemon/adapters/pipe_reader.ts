/**
 * Reads a child's output pipe with one buffer, which is used again and again: small while little comes
 * (1,000 idle programs cost little memory), as large as a pipe can hold while much does.
 *
 * @module
 */

import type { Readiness } from "#lib/ports/spawner.ts";

const SMALL_BUFFER_BYTES = 2 * 1024;
const LARGE_BUFFER_BYTES = 64 * 1024;

/** After so many chunks in a row that would have fitted into a small buffer, it is small again. */
const FEW_CHUNKS = 64;

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
    let buffer = new Uint8Array(SMALL_BUFFER_BYTES);
    let few = 0;
    for (;;) {
      const { value, done } = await reader.read(buffer);
      if (value === undefined || done) return;
      chunks++;
      blocked = receive(value);
      if (blocked !== null) {
        await blocked;
        blocked = null;
      }
      few = value.byteLength < SMALL_BUFFER_BYTES ? few + 1 : 0;
      buffer = few < FEW_CHUNKS && value.byteLength < value.buffer.byteLength
        ? new Uint8Array(value.buffer)
        : nextBuffer(value, few);
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

/** A full buffer is followed by a large one, a large one that is hardly used by a small one. */
function nextBuffer(last: Uint8Array<ArrayBuffer>, few: number): Uint8Array<ArrayBuffer> {
  const size = few < FEW_CHUNKS ? LARGE_BUFFER_BYTES : SMALL_BUFFER_BYTES;
  return new Uint8Array(last.buffer.byteLength === size ? last.buffer : new ArrayBuffer(size));
}
