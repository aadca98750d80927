/**
 * The lines of a process's logs on the screen. Lines are many and come fast, so they are put there by
 * hand: as few at a time, and as few in all, as can be looked at.
 *
 * @module
 */

/// <reference lib="dom" />

import type { Channel } from "#lib/event/events.ts";
import type { FeedPiece } from "../../logs/log_feed.ts";
import type { LogMark, Moment } from "../../model/process_detail.ts";
import { linesOf, type LogEntry, mergeWindows, unfinishedPart, type Windows } from "./entries.ts";
import { centre } from "./centre.ts";
import { lighten } from "./lighten.ts";
import { LineElements } from "./line_elements.ts";
import { LogSearch } from "./log_search.ts";
import { OldestLines } from "./oldest_lines.ts";
import { type Grown, WaitingPieces } from "./waiting_pieces.ts";

/** Most lines that are kept while new ones come. */
const MOST_LINES = 3000;

/** Milliseconds that a piece may take to be shown, before the next ones are made lighter. */
const BEARABLE_MS = 40;

/** So near to the end, in pixels, counts as being there. */
const NEAR = 24;

/** Gets to know what the view does. */
export interface LogViewListener {
  /** Something that the bar shows has changed. */
  changed(): void;
  /** The beginning of what is loaded was reached. */
  reachedTop(): void;
}

/** One view. */
export class LogView {
  readonly search: LogSearch;
  readonly #box: HTMLElement;
  readonly #listener: LogViewListener;
  readonly #elements = new LineElements();
  readonly #oldest: OldestLines;
  /** The last lines, as far as they have no end yet. */
  readonly #open = new Map<Channel, { readonly element: HTMLElement; readonly text: string }>();
  #channels: "both" | Channel = "both";
  #following = true;
  readonly #waiting = new WaitingPieces();
  /** Milliseconds that the last piece took. */
  #cost = 0;

  /** Takes over `box`, which is empty and scrolls. */
  constructor(box: HTMLElement, listener: LogViewListener) {
    this.#box = box;
    this.#listener = listener;
    this.search = new LogSearch(box);
    this.#oldest = new OldestLines(box);
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** Whether the end is kept in sight. */
  get following(): boolean {
    return this.#following;
  }

  /** Pieces that came while it was not. */
  get waiting(): number {
    return this.#waiting.count;
  }

  /** What there is has been told: a view without lines may say so. */
  begun(): void {
    this.#box.dataset["begun"] = "";
  }

  /** Begins anew with these parts; `moments` are latest first. */
  reset(windows: Windows, moments: readonly Moment[]): void {
    const entries = mergeWindows(windows, moments);
    this.#open.clear();
    this.#waiting.take();
    this.#elements.forget();
    this.#oldest.forget(windows);
    this.#box.replaceChildren(...this.#elementsOf(entries, this.#elements));
    this.#showChannels();
    if (this.#following) this.#toEnd();
    this.#listener.changed();
  }

  /**
   * Where the lines of a stream begin, once some were taken away because newer ones came; `null` while
   * all that were put here are here.
   */
  beginOf(channel: Channel): LogMark | null {
    return this.#oldest.beginOf(channel);
  }

  /** Puts older entries in front; what is looked at stays where it is. */
  prepend(entries: readonly LogEntry[]): void {
    const before = this.#box.scrollHeight - this.#box.scrollTop;
    const fresh = entries.filter((entry) => !this.#hasNote(entry));
    this.#box.prepend(...this.#elementsOf(fresh, new LineElements()));
    this.#showChannels();
    this.#listener.changed();
    this.#box.scrollTop = this.#box.scrollHeight - before;
  }

  /** Adds a note at the end, after what waits. */
  note(entry: LogEntry): void {
    if (this.#following) {
      this.#appendNote(entry);
      this.#settle();
    } else {
      this.#wait(entry);
    }
  }

  /** Adds what came, now or when somebody follows again. */
  grow(grown: Grown): void {
    if (this.#following) {
      const begin = performance.now();
      const isSlow = this.#cost > BEARABLE_MS;
      this.#append(isSlow ? { ...grown, piece: lighten(grown.piece) } : grown);
      this.#settle();
      if (this.search.active) this.#listener.changed();
      this.#cost = performance.now() - begin;
      return;
    }
    this.#wait(grown);
  }

  /** Stops where it is. */
  pause(): void {
    this.#following = false;
    this.#listener.changed();
  }

  /** Goes to the end and stays there. */
  follow(): void {
    this.#following = true;
    this.#addWaiting();
    this.#settle();
    this.#listener.changed();
  }

  /** Shows one stream or both. */
  show(channels: "both" | Channel): void {
    this.#channels = channels;
    this.#showChannels();
    if (this.#following) this.#toEnd();
    this.#listener.changed();
  }

  /** Goes to the last note of a kind. @returns whether there is one */
  jump(to: "start" | "crash"): boolean {
    this.#addWaiting();
    const notes = this.#box.querySelectorAll<HTMLElement>(`[data-jump="${to}"]`);
    const last = [...notes].at(-1);
    if (last === undefined) return false;
    this.pause();
    centre(last, this.#box);
    return true;
  }

  #wait(what: Grown | LogEntry): void {
    this.#waiting.add(what);
    this.#listener.changed();
  }

  #addWaiting(): void {
    const { dropped, pieces } = this.#waiting.take();
    if (dropped > 0) {
      const count = dropped.toLocaleString("en");
      this.#appendNote(noteText(`${count} characters skipped while paused`));
    }
    for (const what of pieces) {
      if ("piece" in what) this.#append(what);
      else this.#appendNote(what);
    }
  }

  #appendNote(entry: LogEntry): void {
    for (const [channel, { text }] of this.#open) this.#elements.end({ channel, text });
    this.#open.clear();
    this.#box.append(this.#elements.make(entry));
  }

  #append({ channel, at, piece }: Grown): void {
    if (piece.fresh) this.#appendNote(noteText("The log was begun anew"));
    if (piece.skipped !== null) {
      const { lines, bytes } = piece.skipped;
      const megabytes = (bytes / 1_000_000).toFixed(1);
      this.#appendNote(noteText(
        lines === null
          ? `${megabytes} MB skipped`
          : `${lines.toLocaleString("en")} ${lines === 1 ? "line" : "lines"} skipped`,
      ));
    }
    if (piece.to > piece.from) this.#appendText(channel, { at, ...piece });
  }

  /** The last line of a piece may go on in the next one. */
  #appendText(channel: Channel, piece: FeedPiece & { readonly at: number }): void {
    const { at, text } = piece;
    const last = this.#open.get(channel);
    const open = last?.element.isConnected ? last : undefined;
    this.#open.delete(channel);
    const fresh: HTMLElement[] = [];
    const lines = linesOf((open?.text ?? "") + text);
    lines.forEach((line, index) => {
      let element = open?.element;
      if (index === 0 && element !== undefined) {
        this.#elements.fill(element, { channel, text: line });
      } else {
        element = this.#elements.make({ kind: "line", channel, text: line, at, mark: null });
        element.hidden = this.#isHidden(element);
        fresh.push(element);
      }
      this.search.take(element);
      const isWhole = index < lines.length - 1 || text.endsWith("\n");
      const kept = isWhole ? null : unfinishedPart(line);
      if (kept === null) this.#elements.end({ channel, text: line });
      else this.#open.set(channel, { element, text: kept });
    });
    this.#box.append(...fresh);
    this.#oldest.grow(channel, { piece, first: fresh[0], isWhole: open === undefined });
  }

  #settle(): void {
    if (!this.#following) return;
    const surplus = this.#box.childElementCount - MOST_LINES;
    if (surplus > 0) {
      const gone = new Set([...this.#box.children].slice(0, surplus));
      this.search.forget(gone);
      this.#oldest.take(gone);
      for (const element of gone) element.remove();
    }
    this.#toEnd();
  }

  #toEnd(): void {
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#box;
    if (scrollTop === 0 && scrollHeight > clientHeight) this.#listener.reachedTop();
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd === this.#following) return;
    if (atEnd) this.follow();
    else this.pause();
  }

  #showChannels(): void {
    for (const element of this.#box.children) {
      (element as HTMLElement).hidden = this.#isHidden(element as HTMLElement);
    }
    this.search.refresh();
  }

  #hasNote(entry: LogEntry): boolean {
    return entry.kind === "note" &&
      this.#box.querySelector(`.note[data-id="${CSS.escape(entry.id)}"]`) !== null;
  }

  /** Elements of whole lines. */
  #elementsOf(
    entries: readonly LogEntry[],
    elements: LineElements,
  ): readonly HTMLElement[] {
    return entries.map((entry) => {
      const element = elements.make(entry);
      if (entry.kind === "line") {
        elements.end(entry);
        if (entry.mark !== null) this.#oldest.mark(element, entry.mark);
      }
      return element;
    });
  }

  #isHidden(element: HTMLElement): boolean {
    const { channel } = element.dataset;
    return this.#channels !== "both" && channel !== undefined && channel !== this.#channels;
  }
}

function noteText(text: string): LogEntry {
  return { kind: "note", id: "", at: null, text, jump: null };
}
