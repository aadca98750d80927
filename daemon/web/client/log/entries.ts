/**
 * What a log view shows, line by line, before it is put on the screen.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { LogWindow } from "../../logs/log_window.ts";
import type { LogMark, Moment } from "../../model/process_detail.ts";
import { clockTime } from "../../words/durations.ts";

/** A line of a log, or a note between lines. */
export type LogEntry =
  | {
    readonly kind: "line";
    readonly channel: Channel;
    readonly text: string;
    /** When it was seen, `null` for what was there before. */
    readonly at: number | null;
    /** Where in the file it begins, `null` where that was not looked up. */
    readonly mark: LogMark | null;
  }
  | {
    readonly kind: "note";
    /** Names the moment; empty for what is only told here. */
    readonly id: string;
    /** When it was, `null` for what is only told here. */
    readonly at: number | null;
    readonly text: string;
    readonly jump: "start" | "crash" | null;
  };

/** Both windows of a process at one time; `null` where there is no log. */
export type Windows = Readonly<Record<Channel, LogWindow | null>>;

/**
 * Puts two streams into one order. Within a stream the order is certain; between them, as much as the
 * moments tell at which both were looked at, which are the starts and ends of runs.
 *
 * @param moments latest first
 */
export function mergeWindows(windows: Windows, moments: readonly Moment[]): readonly LogEntry[] {
  const known = moments.toReversed().filter((moment) => isWithin(moment, windows));
  const stdout = segments("stdout", { window: windows.stdout, moments: known });
  const stderr = segments("stderr", { window: windows.stderr, moments: known });
  return known.map((moment) => noteOf(moment)).concat(null).flatMap((note, at) => [
    ...stdout[at]!,
    ...stderr[at]!,
    ...(note === null ? [] : [note]),
  ]);
}

/** The note that a moment is worth; `null` for those that say nothing about a run. */
export function noteOf({ state, at, text, bad }: Moment): LogEntry | null {
  const words = text === "" ? "" : `: ${text}`;
  const jump = bad ? "crash" : null;
  const note = { kind: "note", id: `${at} ${state}`, at } as const;
  switch (state) {
    case "STARTING":
      return { ...note, text: `${clockTime(at)} started`, jump: "start" };
    case "STOPPED":
      return { ...note, text: `${clockTime(at)} stopped${words}`, jump: null };
    case "BACKOFF":
      return { ...note, text: `${clockTime(at)} ended too early${words}`, jump };
    case "EXITED":
      return { ...note, text: `${clockTime(at)} ended${words}`, jump };
    case "FATAL":
      return { ...note, text: `${clockTime(at)} given up${words}`, jump };
    default:
      return null;
  }
}

/** The lines of a text; a line end at its end begins no other line. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What a timeline tells since `known`, its latest entry before; both are latest first. */
export function newMoments(
  timeline: readonly Moment[],
  known: Moment | undefined,
): readonly Moment[] {
  if (known === undefined) return timeline;
  const at = timeline.findIndex((each) => each.at === known.at && each.state === known.state);
  return at < 0 ? timeline.filter((each) => each.at > known.at) : timeline.slice(0, at);
}

/** Most characters of a line that has no end yet; longer ones are ended. */
const MOST_UNFINISHED = 16_384;

/**
 * What of a line that has no end yet has to be kept until more of it comes: a program that writes one
 * line over and over again has only its last state. `null` when the line is ended here.
 */
export function unfinishedPart(text: string): string | null {
  const kept = text.slice(text.lastIndexOf("\r", text.length - 2) + 1);
  return kept.length > MOST_UNFINISHED ? null : kept;
}

/** Whether the moment lies within what is shown of either stream. */
function isWithin(moment: Moment, windows: Windows): boolean {
  return holds(windows.stdout, moment.stdout) || holds(windows.stderr, moment.stderr);
}

function holds(window: LogWindow | null, mark: LogMark | null): boolean {
  return window !== null && mark !== null && mark.file === window.file &&
    mark.offset >= window.from && mark.offset <= window.to;
}

/** Cuts a stream at the moments: one part more than there are moments. */
function segments(
  channel: Channel,
  options: { readonly window: LogWindow | null; readonly moments: readonly Moment[] },
): readonly (readonly LogEntry[])[] {
  const { window, moments } = options;
  const parts: LogEntry[][] = [[]];
  if (window === null) return [[], ...moments.map(() => [])];
  const lines = linesOf(window.text);
  const encoder = new TextEncoder();
  let offset = window.from;
  let next = 0;
  const pass = (): void => {
    while (next < moments.length && endOf(moments[next]![channel], window) <= offset) {
      parts.push([]);
      next++;
    }
  };
  for (const text of lines) {
    pass();
    const mark = { file: window.file, offset };
    parts.at(-1)!.push({ kind: "line", channel, text, at: null, mark });
    offset += encoder.encode(text).length + 1;
  }
  while (parts.length <= moments.length) parts.push([]);
  return parts;
}

/** Where a moment cuts the stream; one of another file lies before everything in this one. */
function endOf(mark: LogMark | null, window: LogWindow): number {
  return mark !== null && mark.file === window.file ? mark.offset : window.from;
}
