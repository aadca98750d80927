import type { PipeName, RuntimeCore } from "./runtime_internals.ts";
import { pipeResource } from "./runtime_internals.ts";

/** The end of a pipe that is read from, one read at a time. */
export interface PipeSource {
  /**
   * Waits until something is there, and takes as much of it as fits.
   *
   * @returns how many bytes of `buffer` came; 0 when the last writer has closed the pipe, or it was closed here
   * @throws when there is no more to read, for whatever reason
   */
  read(buffer: Uint8Array<ArrayBuffer>): Promise<number>;
  /** Ends a read that waits. */
  close(): void;
}

/** The end of a pipe that is written to, one write at a time. */
export interface PipeSink {
  /** Waits until there is room. @returns how many bytes were taken @throws when nobody reads any more */
  write(data: Uint8Array<ArrayBuffer>): Promise<number>;
  /** A write that waits goes on until its reader takes something or is gone, and is the last one. */
  close(): void;
}

/** The pipe from a child's output. `core` is `null` where it cannot be had: then it is its stream. */
export function outputOf(
  child: Deno.ChildProcess,
  options: { readonly pipe: "stdout" | "stderr"; readonly core: RuntimeCore | null },
): PipeSource {
  const direct = directly(child, options);
  if (direct === null) return streamSource(child[options.pipe]);
  const { core, resource } = direct;
  return {
    read: (buffer) => core.read(resource, buffer),
    close: () => core.tryClose(resource),
  };
}

/** The pipe to a child's standard input. */
export function inputOf(child: Deno.ChildProcess, core: RuntimeCore | null): PipeSink {
  const direct = directly(child, { pipe: "stdin", core });
  if (direct === null) return streamSink(child.stdin);
  const { resource } = direct;
  return {
    write: (data) => direct.core.write(resource, data),
    close: () => direct.core.tryClose(resource),
  };
}

function directly(
  child: Deno.ChildProcess,
  { pipe, core }: { readonly pipe: PipeName; readonly core: RuntimeCore | null },
): { readonly core: RuntimeCore; readonly resource: number } | null {
  const resource = core === null ? null : pipeResource(child, pipe);
  return core === null || resource === null ? null : { core, resource };
}

/** A stream takes the buffer that it reads into away: it gets one of its own. */
function streamSource(stream: ReadableStream<Uint8Array<ArrayBuffer>>): PipeSource {
  const reader = stream.getReader({ mode: "byob" });
  let own = new ArrayBuffer(0);
  return {
    read: async (buffer) => {
      if (own.byteLength !== buffer.length) own = new ArrayBuffer(buffer.length);
      const { value, done } = await reader.read(new Uint8Array(own));
      if (value === undefined || done) return 0;
      buffer.set(value);
      own = value.buffer;
      return value.length;
    },
    close: () => void reader.cancel().catch(() => {}),
  };
}

function streamSink(stream: WritableStream<Uint8Array>): PipeSink {
  const writer = stream.getWriter();
  writer.closed.catch(() => {});
  return {
    write: async (data) => {
      await writer.write(data);
      return data.length;
    },
    close: () => void writer.abort().catch(() => {}),
  };
}
