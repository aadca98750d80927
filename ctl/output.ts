/**
 * Writing to standard output and standard error.
 *
 * @module
 */

import { errorMessage } from "#lib/text/error_text.ts";

/** Standard output or standard error took no more. */
export class WriteError extends Error {
  override readonly name = "WriteError";
  /** Nobody reads any more. */
  readonly isBrokenPipe: boolean;

  constructor(cause: unknown) {
    super(errorMessage(cause).replace(/ \(os error \d+\)$/, ""), { cause });
    this.isBrokenPipe = cause instanceof Deno.errors.BrokenPipe;
  }
}

/** A stream that is written to at once, without a buffer of its own. */
export interface Sink {
  /** Writes all of it. @throws {WriteError} */
  write(bytes: Uint8Array): void;
  isTerminal(): boolean;
}

/** Standard output or standard error. */
export function standardSink(stream: typeof Deno.stdout | typeof Deno.stderr): Sink {
  return {
    isTerminal: () => stream.isTerminal(),
    write(bytes) {
      for (let done = 0; done < bytes.length;) done += writeSome(stream, bytes.subarray(done));
    },
  };
}

/** Another program may have made the shared pipe non-blocking: then it is full now and then. */
function writeSome(stream: typeof Deno.stdout, bytes: Uint8Array): number {
  for (;;) {
    try {
      return stream.writeSync(bytes);
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw new WriteError(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
