/**
 * What came while nobody followed a log.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { FeedPiece } from "../../logs/log_feed.ts";
import type { LogEntry } from "./entries.ts";

/** Characters that are kept for later: about as many as there are lines for. */
const MOST_WAITING = 262_144;

/** Something came from a stream. */
export interface Grown {
  readonly channel: Channel;
  readonly at: number;
  readonly piece: FeedPiece;
}

/** Keeps the latest of it. */
export class WaitingPieces {
  #pieces: (Grown | LogEntry)[] = [];
  #size = 0;
  #dropped = 0;

  /** How many pieces wait. */
  get count(): number {
    return this.#pieces.length;
  }

  /** One more; the oldest go when there are too many. */
  add(what: Grown | LogEntry): void {
    this.#pieces.push(what);
    this.#size += sizeOf(what);
    while (this.#size > MOST_WAITING && this.#pieces.length > 1) {
      const lost = sizeOf(this.#pieces.shift()!);
      this.#size -= lost;
      this.#dropped += lost;
    }
  }

  /** Gives them away, with the number of characters that were dropped before them. */
  take(): { readonly pieces: readonly (Grown | LogEntry)[]; readonly dropped: number } {
    const taken = { pieces: this.#pieces, dropped: this.#dropped };
    this.#pieces = [];
    this.#size = 0;
    this.#dropped = 0;
    return taken;
  }
}

/** What it costs to keep it, in characters. */
function sizeOf(what: Grown | LogEntry): number {
  return "piece" in what ? what.piece.text.length : what.text.length;
}
