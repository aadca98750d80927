/**
 * One pipe for both output streams of a child, so that they stay in exactly the order in which they
 * were written (`redirect_stderr=true`).
 *
 * Deno gives a child a pipe for each stream and has no `pipe(2)`. What it has is children whose pipe's
 * descriptor node's API shows: a *donor* (`/bin/true`) is started with a pipe as its output, the
 * write end of that pipe is opened anew through `/dev/fd`, and the donor's end of it goes away with
 * the donor. The internal name `_handle.fd` stands here alone; a test tells whether this Deno still
 * has it.
 *
 * What is read goes into one buffer that is used again, as node's option `onread` does it for sockets
 * that one connects oneself. Without that a flood takes 250 MB, all of it garbage, and half as much CPU again.
 *
 * @module
 */

import type { Readiness } from "#lib/ports/spawner.ts";
import { BufferSize } from "./buffer_size.ts";
import { FloodWatch } from "./flood_watch.ts";
import { nodeChildProcess, nodeFs } from "./node_builtins.ts";
import type { PipeReader, PipeReading } from "./pipe_reader.ts";

/** A pipe with a descriptor for writing that can be handed to a child. */
export interface MergedPipe {
  readonly reader: PipeReader;
  /** The write end. Close it with {@linkcode MergedPipe.releaseWriter} as soon as the child has it. */
  readonly writer: number;
  releaseWriter(): void;
}

/** What this module needs of node's socket; `_handle.fd` is not in its types. */
interface DonorSocket extends AsyncIterable<Uint8Array> {
  readonly _handle?: { readonly fd?: number; useUserBuffer?(buffer: Uint8Array): void };
  [name: symbol]: unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): void;
  on(event: "close" | "error", listener: () => void): void;
  pause(): void;
  resume(): void;
  destroy(): void;
}

/** Makes a pipe whose output is read as `reading` says. `donor` is the path of `true`. @throws {Error} */
export function openMergedPipe(donor: string, { receive, nap }: PipeReading): MergedPipe {
  const fs = nodeFs();
  const process = nodeChildProcess().spawn(donor, [], {
    env: {},
    stdio: ["ignore", "pipe", "ignore"],
  });
  process.on("error", () => {});
  // Without one the donor could not be started.
  const socket = process.stdout as unknown as DonorSocket | null;
  const fd = socket?._handle?.fd;
  if (!socket || fd === undefined || fd < 0) {
    throw new Error("the descriptor of a child's pipe is not known");
  }
  // At once: when the donor's end closes the pipe first, the number may name something else.
  const writer = fs.openSync(`/dev/fd/${fd}`, fs.constants.O_WRONLY);
  let chunks = 0;
  let blocked: Readiness = null;
  const flood = new FloodWatch();
  const take = (chunk: Uint8Array): void => {
    chunks++;
    blocked = receive(chunk);
    const wait = flood.after(chunk.length) ? nap.take() : null;
    if (blocked === null && wait === null) return;
    socket.pause();
    Promise.all([blocked, wait]).then(() => {
      blocked = null;
      socket.resume();
    });
  };
  if (!readIntoOneBuffer(socket, take)) socket.on("data", take);
  const closed = new Promise<void>((resolve) => {
    socket.on("close", resolve);
    socket.on("error", resolve);
  });
  return {
    writer,
    releaseWriter: () => fs.closeSync(writer),
    reader: {
      closed,
      get chunks() {
        return chunks;
      },
      get blocked() {
        return blocked;
      },
      close: () => socket.destroy(),
    },
  };
}

/** Reads into a buffer of ours; `false` when this Deno has no way to do that. */
function readIntoOneBuffer(socket: DonorSocket, take: (chunk: Uint8Array) => void): boolean {
  const handle = socket._handle;
  const symbols = Object.getOwnPropertySymbols(socket);
  const named = (name: string): symbol | undefined =>
    symbols.find(({ description }) => description === name);
  const [buffer, callback] = [named("kBuffer"), named("kBufferCb")];
  if (handle?.useUserBuffer === undefined || !buffer || !callback) return false;
  const size = new BufferSize();
  const use = (bytes: Uint8Array): void => {
    socket[buffer] = bytes;
    handle.useUserBuffer?.(bytes);
  };
  socket[callback] = (count: number, bytes: Uint8Array): boolean => {
    take(bytes.subarray(0, count));
    if (size.after(count) !== bytes.length) use(new Uint8Array(size.bytes));
    // Whether to go on is said by pause() and resume().
    return true;
  };
  use(new Uint8Array(size.bytes));
  socket.resume();
  return true;
}
