/**
 * The logs of several processes as lines (`svctl logs`).
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import { makeNamespec } from "#lib/group/namespec.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import { encodePath } from "./follow.ts";
import { LogLines } from "./log_lines.ts";
import type { Session } from "./session.ts";

/** One log. */
export interface LogSource {
  readonly info: ProcessInfo;
  readonly channel: Channel;
}

/** A log stream begins with at most this many bytes of what was written before (xmlrpc.md 1). */
const STREAM_HISTORY = 1024;
/** What the last lines of a log are looked for in. */
const TAIL_BYTES = 65_536;

/** The logs of a process: those of the channels that it writes to a file. */
export function logSources(info: ProcessInfo, channels: readonly Channel[]): readonly LogSource[] {
  return channels
    .filter((channel) => info[`${channel}_logfile`] !== "")
    .map((channel) => ({ info, channel }));
}

/** The name by which the daemon knows the process of a log. */
export function sourceName(source: LogSource): string {
  return makeNamespec({ group: source.info.group, process: source.info.name });
}

/** The last `count` lines of a log. */
export async function lastLines(
  session: Session,
  source: LogSource,
  count: number,
): Promise<readonly string[]> {
  const tail = await tailOf(session, source, TAIL_BYTES);
  const lines = tail.text.replace(/\r?\n$/, "").split(/\r?\n/);
  if (tail.text === "" || count === 0) return [];
  // The first line began before what was read.
  return (tail.size > TAIL_BYTES ? lines.slice(1) : lines).slice(-count);
}

/**
 * Follows a log: first up to `count` lines of the last kilobyte, then every line as it comes. None when
 * it cannot be read, as before its process was first started; `unreadable` is told then.
 *
 * @throws {Interrupted} when the signal is aborted
 */
export async function* followLines(
  session: Session,
  source: LogSource,
  options: {
    readonly count: number;
    readonly signal: AbortSignal;
    readonly unreadable: (answer: { readonly path: string; readonly status: number }) => void;
  },
): AsyncGenerator<string, void> {
  const { size } = await tailOf(session, source, 0);
  const path = `/logtail/${sourceName(source)}/${source.channel}`;
  const { status, body } = await session.openStream(encodePath(path), options.signal);
  if (status !== 200) return options.unreadable({ path, status });
  const cutter = new LogLines();
  let history: string[] | null = [];
  let left = Math.min(size, STREAM_HISTORY);
  for await (const bytes of body) {
    const old = bytes.subarray(0, left);
    left -= old.length;
    if (history !== null) history.push(...cutter.push(old));
    if (history !== null && left === 0) {
      if (size > STREAM_HISTORY) history.shift();
      yield* options.count === 0 ? [] : history.slice(-options.count);
      history = null;
    }
    yield* cutter.push(bytes.subarray(old.length));
  }
  yield* cutter.end();
}

async function tailOf(
  session: Session,
  source: LogSource,
  bytes: number,
): Promise<{ readonly text: string; readonly size: number }> {
  const call = source.channel === "stdout"
    ? session.api.tailProcessStdoutLog
    : session.api.tailProcessStderrLog;
  const [text, size] = await call(sourceName(source), 0, bytes);
  return { text, size };
}
