import { dirname } from "#lib/text/posix_path.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { statOrNull } from "../adapters/optional_file.ts";
import { FifoSink } from "./fifo_sink.ts";
import { type LogFileSettings, RotatingFile } from "./log_file.ts";
import { LogOpenError } from "./log_open_error.ts";
import type { LogSink } from "./log_sink.ts";
import { NetworkFile } from "./network_file.ts";
import { isNetworkMount } from "./network_mount.ts";
import type { OwnStreams } from "./own_streams.ts";
import { StreamSink } from "./stream_sink.ts";
import { ownStreamOf } from "./stream_target.ts";

/** What all logs of a daemon share. */
export interface SinkHost {
  readonly streams: OwnStreams;
  readonly log: Log;
  readonly clock: Clock;
  /** Directories that are known to lie on mounts that may hang: nothing is asked of them. @default none */
  readonly remote?: readonly string[];
}

/** Opens the log at a path. @throws {LogOpenError} */
export type SinkOpener = (path: string, settings: LogFileSettings) => LogSink;

/** {@linkcode openSink} for a daemon. */
export function sinkOpener(host: SinkHost): SinkOpener {
  return (path, settings) => openSink(path, { ...host, ...settings });
}

/**
 * Opens the log at `path` by what is found there: one of the daemon's own streams, a file on a network
 * mount, a FIFO, or a file.
 *
 * @throws {LogOpenError}
 */
export function openSink(path: string, options: SinkHost & LogFileSettings): LogSink {
  if (options.remote?.includes(dirname(path))) return new NetworkFile(path, options);
  const stream = ownStreamOf(path);
  if (stream !== null) return new StreamSink(options.streams[stream]);
  if (kindOf(path)?.isFifo) return new FifoSink(path, options);
  if (isNetworkMount(dirname(path))) return new NetworkFile(path, options);
  return new RotatingFile(path, options);
}

function kindOf(path: string): Deno.FileInfo | null {
  try {
    return statOrNull(path);
  } catch (error) {
    throw LogOpenError.from(path, error);
  }
}
