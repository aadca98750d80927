/**
 * What the stream has told of a process before there was a place to show it. Its page is made when the
 * first of these messages has come, and they all come at once.
 *
 * @module
 */

import type { LiveMessage } from "../model/live_message.ts";

/** Most messages that are held: the page is there long before. */
const MOST_HELD = 100;

/** Holds messages. */
export class HeldMessages {
  #messages: LiveMessage[] | null = [];

  /** Another stream, or another process: what was held is of no use. */
  restart(): void {
    this.#messages = [];
  }

  /** Holds one more; after too many, none. */
  add(message: LiveMessage): void {
    if (this.#messages === null) return;
    this.#messages.push(message);
    if (this.#messages.length > MOST_HELD) this.#messages = null;
  }

  /** Gives away what was held, in order; `null` when that was too much. */
  take(): readonly LiveMessage[] | null {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }
}
