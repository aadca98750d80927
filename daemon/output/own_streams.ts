import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { BoundedWriter } from "./bounded_writer.ts";

/** The daemon's standard output and standard error, shared by all that write to them. */
export interface OwnStreams {
  readonly stdout: BoundedWriter;
  readonly stderr: BoundedWriter;
}

/** What {@linkcode ownStreams} needs. */
export interface OwnStreamsOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Without them, the process's real ones. */
  readonly stdout?: Pick<typeof Deno.stdout, "write">;
  readonly stderr?: Pick<typeof Deno.stderr, "write">;
}

/** Makes the one pair of writers of a daemon. Two pairs would interleave in the middle of lines. */
export function ownStreams(options: OwnStreamsOptions): OwnStreams {
  const { log, clock, stdout = Deno.stdout, stderr = Deno.stderr } = options;
  const writer = (what: string, stream: Pick<typeof Deno.stdout, "write">) =>
    new BoundedWriter({ kind: "async", write: (data) => stream.write(data) }, { what, log, clock });
  return { stdout: writer("'/dev/stdout'", stdout), stderr: writer("'/dev/stderr'", stderr) };
}
