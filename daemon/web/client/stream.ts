/**
 * The one stream of a page: opened, opened again, and opened anew for another process.
 *
 * @module
 */

/// <reference lib="dom" />

import type { LiveMessage } from "../model/live_message.ts";

/** Milliseconds before a refused stream is tried again; the browser waits about as long. */
const RETRY_MS = 3000;

/** Gets what comes. */
export interface StreamListener {
  message(message: LiveMessage): void;
  /** It broke off. It is tried again until it is back. */
  lost(): void;
}

/** Keeps a stream open. */
export class LiveStream {
  readonly #listener: StreamListener;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #spec: string | null = null;

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  /** Opens it, with what the page of `spec` shows if there is one. */
  open(spec: string | null): void {
    this.#spec = spec;
    clearTimeout(this.#timer);
    this.#source?.close();
    const query = spec === null ? "" : `?processname=${encodeURIComponent(spec)}`;
    const source = new EventSource(`live${query}`);
    this.#source = source;
    source.addEventListener("message", ({ data }) => {
      if (this.#source === source) this.#listener.message(JSON.parse(data) as LiveMessage);
    });
    source.addEventListener("error", () => {
      if (this.#source !== source) return;
      this.#listener.lost();
      if (source.readyState !== EventSource.CLOSED) return;
      this.#timer = setTimeout(() => this.open(this.#spec), RETRY_MS);
    });
  }

  /** Closes it: the page goes away. */
  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
