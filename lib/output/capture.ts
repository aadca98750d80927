/**
 * Finds what a program writes between Supervisor's capture tokens (LOG-015).
 *
 * @module
 */

import { COMMUNICATION_BEGIN, COMMUNICATION_END } from "#lib/event/communication.ts";

/** Who gets the pieces. They are valid during the call only: copy what is kept. */
export interface CaptureReceiver {
  /** Output outside of the tokens. */
  plain(piece: Uint8Array): void;
  /** Output after BEGIN and before END. */
  captured(piece: Uint8Array): void;
  /** END was seen: everything captured since BEGIN is one message. */
  complete(): void;
}

const BEGIN: Uint8Array = new TextEncoder().encode(COMMUNICATION_BEGIN);
const END: Uint8Array = new TextEncoder().encode(COMMUNICATION_END);

/** `<`. It stands in a token only as its first byte, so a failed match never starts another inside. */
const FIRST = BEGIN[0]!;

/**
 * Cuts a stream of chunks at the tokens, wherever they are split.
 *
 * Only bytes that may be the beginning of the awaited token are held back (B-15: Supervisor withholds
 * up to 24 bytes of anything). As they equal the token's own beginning, their number is all the state.
 */
export class CaptureSplitter {
  readonly #receiver: CaptureReceiver;
  #capturing = false;
  #held = 0;

  constructor(receiver: CaptureReceiver) {
    this.#receiver = receiver;
  }

  /** Whether BEGIN was seen and its END not yet. */
  get capturing(): boolean {
    return this.#capturing;
  }

  /** Takes the next chunk. */
  push(chunk: Uint8Array): void {
    let start = this.#resume(chunk);
    let scan = start;
    for (;;) {
      const at = chunk.indexOf(FIRST, scan);
      if (at === -1) return this.#give(chunk, start, chunk.length);
      const token = this.#token();
      const matched = matchLength(chunk, at, token);
      if (matched === token.length) {
        this.#give(chunk, start, at);
        this.#toggle();
        start = scan = at + matched;
      } else if (at + matched === chunk.length) {
        this.#give(chunk, start, at);
        this.#held = matched;
        return;
      } else {
        scan = at + 1;
      }
    }
  }

  /** The stream has ended: hands over what was held back. Does not complete an open message. */
  end(): void {
    const held = this.#held;
    this.#held = 0;
    this.#give(this.#token(), 0, held);
  }

  /** Forgets everything, for a new process. */
  reset(): void {
    this.#capturing = false;
    this.#held = 0;
  }

  /** Goes on with a token that an earlier chunk began; the position at which the rest begins. */
  #resume(chunk: Uint8Array): number {
    if (this.#held === 0) return 0;
    const token = this.#token();
    const matched = matchLength(chunk, 0, token.subarray(this.#held));
    const total = this.#held + matched;
    if (total === token.length) {
      this.#held = 0;
      this.#toggle();
      return matched;
    }
    if (matched === chunk.length) {
      this.#held = total;
      return matched;
    }
    this.end();
    return 0;
  }

  #token(): Uint8Array {
    return this.#capturing ? END : BEGIN;
  }

  #toggle(): void {
    this.#capturing = !this.#capturing;
    if (!this.#capturing) this.#receiver.complete();
  }

  #give(source: Uint8Array, from: number, to: number): void {
    if (from >= to) return;
    const piece = from === 0 && to === source.length ? source : source.subarray(from, to);
    if (this.#capturing) this.#receiver.captured(piece);
    else this.#receiver.plain(piece);
  }
}

/** How many bytes of `token` stand in `chunk` from `at` on. */
function matchLength(chunk: Uint8Array, at: number, token: Uint8Array): number {
  const most = Math.min(token.length, chunk.length - at);
  let matched = 0;
  while (matched < most && chunk[at + matched] === token[matched]) matched++;
  return matched;
}
