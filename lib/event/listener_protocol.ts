/**
 * What a listener says on its stdout, as a state machine over bytes (`events.md` 3).
 *
 * | State | Input | Next |
 * |---|---|---|
 * | ACKNOWLEDGED | `READY\n` | READY |
 * | ACKNOWLEDGED | six other bytes | UNKNOWN |
 * | READY | anything (K-28) | UNKNOWN |
 * | READY | an event was sent | BUSY |
 * | BUSY | result line and body | ACKNOWLEDGED, or UNKNOWN when judging it crashed |
 * | BUSY | a bad result line | UNKNOWN |
 * | UNKNOWN | anything | discarded |
 *
 * However the bytes are cut into chunks, the outcome is the same. Memory is bounded whatever comes.
 *
 * @module
 */

import { ByteCollector } from "./byte_collector.ts";
import type { ListenerState } from "./listener_state.ts";
import { parseResultLength } from "./result_length.ts";

/**
 * The most bytes of a result line without its line feed. A longer one cannot hold a number that
 * Supervisor would take, so it is bad as soon as it is this long.
 */
export const MAX_RESULT_LINE = 8192;

/** The most bytes of a result that are kept; a longer one is read to its end and rejected. */
export const MAX_RESULT_BYTES: number = 1024 * 1024;

/** What came of a result: `failed` when judging it threw `error`. */
export type Verdict =
  | { readonly kind: "accepted" | "rejected" }
  | { readonly kind: "failed"; readonly error: unknown };

/** Something that happened while bytes were read, in the order in which it is logged. */
export type ListenerStep =
  | { readonly kind: "transition"; readonly from: ListenerState; readonly to: ListenerState }
  | { readonly kind: "result"; readonly verdict: Verdict }
  | { readonly kind: "bad-result-line"; readonly line: Uint8Array };

/** Tells whether a result accepts the event; may throw. */
export type Judge = (result: Uint8Array) => boolean;

const READY_TOKEN = new TextEncoder().encode("READY\n");
const LINE_FEED = 0x0a;

function startsWithReady(bytes: Uint8Array): boolean {
  return READY_TOKEN.every((byte, at) => byte === bytes[at]);
}

/** The conversation with one listener process. */
export class ListenerProtocol {
  readonly #judge: Judge;
  readonly #held = new ByteCollector();
  #state: ListenerState = "ACKNOWLEDGED";
  /** Bytes of the result that have not come yet; `null` while its line is awaited. */
  #awaited: number | null = null;
  #oversize = false;
  #steps: ListenerStep[] = [];

  /** Makes a fresh conversation; `judge` is asked once for each result. */
  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Where the conversation stands. */
  get state(): ListenerState {
    return this.#state;
  }

  /** Reads what the listener wrote. The chunk may be reused afterwards. */
  receive(chunk: Uint8Array): readonly ListenerStep[] {
    this.#steps = [];
    let rest = chunk;
    while (rest.length > 0 && this.#state !== "UNKNOWN") rest = this.#consume(rest);
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** An event goes out: READY becomes BUSY. Nothing is logged for it. */
  eventSent(): void {
    this.#state = "BUSY";
  }

  /** The event did not reach the listener (EPIPE): it is as READY as before. */
  eventReturned(): void {
    this.#state = "READY";
    this.#forget();
  }

  /** A new process: ACKNOWLEDGED, with nothing read. */
  reset(): void {
    this.#state = "ACKNOWLEDGED";
    this.#forget();
  }

  /** Reads part of `rest` and answers what is left of it; at least one byte is read. */
  #consume(rest: Uint8Array): Uint8Array {
    switch (this.#state) {
      case "ACKNOWLEDGED":
        return this.#consumeReady(rest);
      case "BUSY":
        return this.#awaited === null ? this.#consumeLine(rest) : this.#consumeBody(rest);
      default:
        this.#enter("UNKNOWN");
        return rest.subarray(rest.length);
    }
  }

  #consumeReady(rest: Uint8Array): Uint8Array {
    if (this.#held.length === 0 && startsWithReady(rest)) {
      this.#enter("READY");
      return rest.subarray(READY_TOKEN.length);
    }
    const piece = rest.subarray(0, READY_TOKEN.length - this.#held.length);
    this.#held.append(piece);
    if (this.#held.length === READY_TOKEN.length) {
      const token = this.#held.take();
      this.#enter(startsWithReady(token) ? "READY" : "UNKNOWN");
    }
    return rest.subarray(piece.length);
  }

  #consumeLine(rest: Uint8Array): Uint8Array {
    const room = MAX_RESULT_LINE - this.#held.length;
    const end = rest.subarray(0, room + 1).indexOf(LINE_FEED);
    const piece = rest.subarray(0, end === -1 ? room : end);
    // A line that came whole is looked at where it is.
    const whole = end !== -1 && this.#held.length === 0;
    if (!whole) this.#held.append(piece);
    if (end === -1 && rest.length <= room) return rest.subarray(rest.length);
    const line = whole ? piece : this.#held.take();
    const length = end === -1 ? null : parseResultLength(line);
    if (length === null) {
      this.#steps.push({ kind: "bad-result-line", line: line.slice() });
      this.#enter("UNKNOWN");
      return rest.subarray(rest.length);
    }
    this.#awaited = length;
    this.#oversize = length > MAX_RESULT_BYTES;
    if (length === 0) this.#finishResult();
    return rest.subarray(end + 1);
  }

  #consumeBody(rest: Uint8Array): Uint8Array {
    const awaited = this.#awaited ?? 0;
    const piece = rest.subarray(0, Math.min(awaited, rest.length));
    if (!this.#oversize) this.#held.append(piece);
    this.#awaited = awaited - piece.length;
    if (this.#awaited === 0) this.#finishResult();
    return rest.subarray(piece.length);
  }

  #finishResult(): void {
    const verdict = this.#verdict();
    this.#forget();
    this.#steps.push({ kind: "result", verdict });
    this.#enter(verdict.kind === "failed" ? "UNKNOWN" : "ACKNOWLEDGED");
  }

  #verdict(): Verdict {
    if (this.#oversize) return { kind: "rejected" };
    try {
      return { kind: this.#judge(this.#held.take()) ? "accepted" : "rejected" };
    } catch (error) {
      return { kind: "failed", error };
    }
  }

  #enter(to: ListenerState): void {
    this.#steps.push({ kind: "transition", from: this.#state, to });
    this.#state = to;
    this.#forget();
  }

  #forget(): void {
    this.#held.clear();
    this.#awaited = null;
    this.#oversize = false;
  }
}
