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

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  /** Opens it, with what the page of `spec` shows if there is one. */
  open(spec: string | null): void {
    this.#open(spec, { once: false });
  }

  /** Opens it for one message, which tells how all is, and closes it again. */
  glance(): void {
    this.#open(null, { once: true });
  }

  #open(spec: string | null, { once }: { readonly once: boolean }): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    const query = spec === null ? "" : `?processname=${encodeURIComponent(spec)}`;
    const source = new EventSource(`live${query}`);
    this.#source = source;
    source.addEventListener("message", ({ data }) => {
      if (this.#source !== source) return;
      if (once) this.close();
      this.#listener.message(JSON.parse(data) as LiveMessage);
    });
    source.addEventListener("error", () => {
      if (this.#source !== source) return;
      this.#listener.lost();
      if (source.readyState !== EventSource.CLOSED) return;
      this.#timer = setTimeout(() => this.#open(spec, { once }), RETRY_MS);
    });
  }

  /** Closes it. */
  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
