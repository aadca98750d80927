/**
 * Where in its file each stream begins on the screen. Old lines are taken away when new ones come; who
 * scrolls up gets them again, from exactly there.
 *
 * @module
 */

/// <reference lib="dom" />

import type { Channel } from "#lib/event/events.ts";
import type { FeedPiece } from "../../logs/log_feed.ts";
import type { LogMark } from "../../model/process_detail.ts";
import type { Windows } from "./entries.ts";

/** Text that a stream has grown by. */
export interface Growth {
  readonly piece: FeedPiece;
  /** The first line that was made of it; there is none when it only made another one longer. */
  readonly first: Element | undefined;
  /** That line begins where the piece does, not in its middle. */
  readonly isWhole: boolean;
}

/** Knows the places of lines. */
export class OldestLines {
  readonly #box: Element;
  #marks = new WeakMap<Element, LogMark>();
  /** Where each stream ends. */
  readonly #ends = new Map<Channel, LogMark>();
  /** Streams of which lines were taken away. */
  readonly #cut = new Set<Channel>();

  /** `box` is the element that the lines are in. */
  constructor(box: Element) {
    this.#box = box;
  }

  /** Everything is new: these parts. */
  forget(windows: Windows): void {
    this.#marks = new WeakMap();
    this.#ends.clear();
    this.#cut.clear();
    for (const channel of ["stdout", "stderr"] as const) {
      const window = windows[channel];
      if (window !== null) this.#ends.set(channel, { file: window.file, offset: window.to });
    }
  }

  /** The line begins there. */
  mark(line: Element, mark: LogMark): void {
    this.#marks.set(line, mark);
  }

  /** A stream has grown. */
  grow(channel: Channel, { piece, first, isWhole }: Growth): void {
    const { file, from, to, text } = piece;
    this.#ends.set(channel, { file, offset: to });
    if (first === undefined) return;
    const begun = isWhole ? 0 : byteLength(text.slice(0, text.indexOf("\n") + 1));
    this.#marks.set(first, { file, offset: from + begun });
  }

  /** These lines go. */
  take(lines: Iterable<Element>): void {
    for (const line of lines) {
      const channel = channelOf(line);
      if (channel !== null) this.#cut.add(channel);
    }
  }

  /**
   * The place that the lines of a stream begin at; `null` when none of them were taken away. Lines
   * whose place is not known go too: they come again with what is before them.
   */
  beginOf(channel: Channel): LogMark | null {
    if (!this.#cut.delete(channel)) return null;
    for (const line of [...this.#box.children]) {
      if (channelOf(line) !== channel) continue;
      const mark = this.#marks.get(line);
      if (mark !== undefined) return mark;
      line.remove();
    }
    return this.#ends.get(channel) ?? null;
  }
}

function channelOf(line: Element): Channel | null {
  const { channel } = (line as HTMLElement).dataset;
  return channel === "stdout" || channel === "stderr" ? channel : null;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
