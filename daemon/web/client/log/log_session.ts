/**
 * The logs of the process whose page is open: what the stream brings, and what is fetched beside it.
 *
 * @module
 */

/// <reference lib="dom" />

import { type Signal, signal } from "@preact/signals";
import type { Channel } from "#lib/event/events.ts";
import type { LogWindow } from "../../logs/log_window.ts";
import type { LiveMessage } from "../../model/live_message.ts";
import type { LogMark, Moment, ProcessDetail } from "../../model/process_detail.ts";
import { mergeWindows, newMoments, noteOf } from "./entries.ts";
import { LogView } from "./log_view.ts";

/** What the bar above the lines shows. */
export interface LogStatus {
  readonly following: boolean;
  readonly waiting: number;
  readonly found: string;
  /** An old part is shown, and what comes is not added to it. */
  readonly detached: boolean;
  /** What came of the last wish, empty when that is plain to see. */
  readonly said: string;
}

/** Lives as long as the page of one process is open. */
export class LogSession {
  readonly status: Signal<LogStatus> = signal({
    following: true,
    waiting: 0,
    found: "",
    detached: false,
    said: "",
  });
  readonly view: LogView;
  readonly #spec: string;
  readonly #reopen: () => void;
  #windows: Partial<Record<Channel, LogWindow | null>> = {};
  #moments: readonly Moment[] = [];
  #begun = false;
  #detached = false;
  #loading = false;
  #said = "";

  /** Shows in `box`; `reopen` opens the stream anew. */
  constructor(
    box: HTMLElement,
    options: { readonly spec: string; readonly reopen: () => void },
  ) {
    this.#spec = options.spec;
    this.#reopen = options.reopen;
    this.view = new LogView(box, {
      changed: () => this.update(),
      reachedTop: () => void this.#loadOlder(),
    });
  }

  /** The stream was opened anew: everything comes again. */
  restart(): void {
    this.#windows = {};
    this.#begun = false;
    this.#detached = false;
  }

  /** Takes a message about this process. */
  take(message: LiveMessage): void {
    switch (message.kind) {
      case "detail":
        if (message.detail !== null) this.#takeMoments(message.detail);
        break;
      case "log":
        this.#windows[message.channel] = message.window;
        this.#begin();
        break;
      case "grown":
        if (!this.#detached) this.view.grow(message);
    }
  }

  /** Goes to the last start or the last crash, and fetches that part of the log if it must. */
  async jump(to: "start" | "crash"): Promise<void> {
    this.#say("");
    if (this.view.jump(to)) return;
    const moment = this.#moments.find((each) => {
      const note = noteOf(each);
      return note?.kind === "note" && note.jump === to;
    });
    if (moment === undefined) return this.#say(`No ${to} is known since the daemon started.`);
    const [stdout, stderr] = await Promise.all([
      this.#around("stdout", moment.stdout),
      this.#around("stderr", moment.stderr),
    ]);
    if (stdout === null && stderr === null) {
      return this.#say(`The log of the last ${to} is not there any more.`);
    }
    this.#detached = true;
    this.#windows = { stdout, stderr };
    this.view.pause();
    this.view.reset({ stdout, stderr }, this.#moments);
    this.view.jump(to);
    this.update();
  }

  /** Back to the end, where it grows. */
  follow(): void {
    this.#say("");
    if (this.#detached) {
      this.view.follow();
      this.#reopen();
    } else {
      this.view.follow();
    }
  }

  /** Tells the bar. */
  update(): void {
    this.status.value = {
      following: this.view.following && !this.#detached,
      waiting: this.view.waiting,
      found: this.view.search.count,
      detached: this.#detached,
      said: this.#said,
    };
  }

  #say(text: string): void {
    this.#said = text;
    this.update();
  }

  #takeMoments({ timeline }: ProcessDetail): void {
    const fresh = this.#begun ? newMoments(timeline, this.#moments[0]) : [];
    this.#moments = timeline;
    if (this.#detached) return;
    for (const moment of fresh.toReversed()) {
      const note = noteOf(moment);
      if (note !== null) this.view.note(note);
    }
  }

  /** Begins when both streams have told what they hold. */
  #begin(): void {
    const { stdout, stderr } = this.#windows;
    if (stdout === undefined || stderr === undefined || this.#begun) return;
    this.#begun = true;
    this.view.reset({ stdout, stderr }, this.#moments);
    this.view.begun();
    this.update();
  }

  async #loadOlder(): Promise<void> {
    if (this.#loading || !this.#begun) return;
    this.#loading = true;
    try {
      const [stdout, stderr] = await Promise.all([this.#before("stdout"), this.#before("stderr")]);
      if (stdout === null && stderr === null) return;
      this.view.prepend(mergeWindows({ stdout, stderr }, this.#moments));
    } finally {
      this.#loading = false;
    }
  }

  /** The part in front of what is loaded; `null` when there is none. */
  async #before(channel: Channel): Promise<LogWindow | null> {
    const begin = this.view.beginOf(channel);
    const known = this.#windows[channel] ?? null;
    const loaded = begin === null ? known : windowAt(begin);
    this.#windows[channel] = loaded;
    if (loaded === null || loaded.from === 0) return null;
    const window = await this.#fetch(channel, loaded.from);
    if (window === null || window.file !== loaded.file || window.to === window.from) return null;
    this.#windows[channel] = { ...loaded, from: window.from };
    return window;
  }

  /** The part that ends shortly after a mark. */
  async #around(channel: Channel, mark: LogMark | null): Promise<LogWindow | null> {
    if (mark === null) return null;
    const window = await this.#fetch(channel, mark.offset + 8192);
    return window?.file === mark.file ? window : null;
  }

  async #fetch(channel: Channel, before: number): Promise<LogWindow | null> {
    const query = new URLSearchParams({ processname: this.#spec, channel });
    query.set("before", String(before));
    try {
      const response = await fetch(`log?${query}`);
      return response.ok ? await response.json() as LogWindow : null;
    } catch {
      return null;
    }
  }
}

/** A part that begins at a mark; what is in it is on the screen. */
function windowAt({ file, offset }: LogMark): LogWindow {
  return { file, from: offset, to: offset, size: offset, text: "" };
}
