/**
 * Reads a child's output pipe with one buffer, which is used again and again.
 *
 * @module
 */

import type { Readiness } from "#lib/ports/spawner.ts";
import { BufferSize } from "./buffer_size.ts";
import type { PipeSource } from "./child_pipes.ts";
import { FloodWatch } from "./flood_watch.ts";
import type { Nap } from "./nap.ts";

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

/** What is done with what is read. */
export interface PipeReading {
  /** Gets each chunk, which is valid during the call only. */
  readonly receive: (chunk: Uint8Array) => Readiness;
  /** Taken between the reads of a flood of small writes. */
  readonly nap: Nap;
}

/** Starts to read `source`. */
export function readPipe(source: PipeSource, { receive, nap }: PipeReading): PipeReader {
  let chunks = 0;
  let blocked: Readiness = null;
  const read = async (): Promise<void> => {
    const size = new BufferSize();
    const flood = new FloodWatch();
    let buffer = new Uint8Array(size.bytes);
    for (;;) {
      const count = await source.read(buffer);
      if (count === 0) return;
      chunks++;
      blocked = receive(count === buffer.length ? buffer : buffer.subarray(0, count));
      if (blocked !== null) {
        await blocked;
        blocked = null;
      }
      if (flood.after(count)) await nap.take();
      if (size.after(count) !== buffer.length) buffer = new Uint8Array(size.bytes);
    }
  };
  return {
    // A read error means that there is no more to read.
    closed: read().catch(() => {}).then(() => source.close()),
    get chunks() {
      return chunks;
    },
    get blocked() {
      return blocked;
    },
    close: () => source.close(),
  };
}
