/**
 * A page that nobody sees rests: a browser has few connections to one server, which its hidden pages
 * would hold, and the daemon samples CPU and memory for those who look.
 *
 * @module
 */

/// <reference lib="dom" />

import type { LiveStream } from "./stream.ts";

/** Milliseconds out of sight before the stream is closed. */
const HIDDEN_MS = 60_000;

/** Milliseconds between two glances of a page at rest, so that the title of its tab goes on. */
const GLANCE_MS = 30_000;

/** What rests. */
export interface RestParts {
  readonly stream: Pick<LiveStream, "open" | "glance">;
  /** Whose page is open, `null` for none. */
  spec(): string | null;
  /** Whether nothing is lost by it: a place in a log that was paused would be. */
  mayRest(): boolean;
}

/** Rests from now on whenever the page is out of sight for a while. */
export function restWhileHidden(parts: RestParts): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = false;
  const look = (): void => {
    if (resting || parts.mayRest()) {
      resting = true;
      parts.stream.glance();
    }
    timer = setTimeout(look, GLANCE_MS);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") {
      timer = setTimeout(look, HIDDEN_MS);
    } else if (resting) {
      resting = false;
      parts.stream.open(parts.spec());
    }
  });
}
