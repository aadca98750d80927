import { ByteQueue } from "#lib/output/byte_queue.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { reasonOf } from "./log_open_error.ts";
import { LossReport } from "./loss_report.ts";

/** Something that may keep its writer waiting. Both calls leave `data` alone. */
export type ByteTarget =
  /** Takes some of `data`, answers how many bytes, whenever it can. */
  | { readonly kind: "async"; write(data: Uint8Array<ArrayBuffer>): Promise<number> }
  /** Takes some of `data` at once, answers how many bytes, 0 when it would have to wait. */
  | { readonly kind: "polled"; write(data: Uint8Array): number };

/** Settings of a bounded writer. */
export interface BoundedWriterOptions {
  /** Names the target in messages, `'/dev/stdout'`. */
  readonly what: string;
  readonly log: Log;
  readonly clock: Clock;
}

/** Most bytes that wait. What comes then is dropped. */
export const CAPACITY_BYTES: number = 1024 * 1024;
/** From this many waiting bytes on the source is asked to pause. */
const PAUSE_BYTES = CAPACITY_BYTES / 4;
/** It may go on when no more than this many wait. */
const RESUME_BYTES = PAUSE_BYTES / 2;
/** A target that has taken nothing for so long has stopped: its sources are not held back any longer. */
const PATIENCE_MS = 3000;
/** The same for a last flush, which holds up the daemon's end. */
const FLUSH_PATIENCE_MS = 1000;
/** After an error the target is left alone for this long. */
const RETRY_MS = 1000;
const FIRST_POLL_MS = 1;
const LONGEST_POLL_MS = 500;

interface Waiter {
  readonly done: () => boolean;
  readonly release: () => void;
}

/**
 * Writes to something that can make its writer wait, without ever waiting itself: the daemon's own
 * streams, FIFOs, syslog.
 *
 * A reader who is merely slow loses nothing, because `ready` holds the source back. One who has
 * stopped reading costs at most {@linkcode CAPACITY_BYTES} of memory: then whole chunks are dropped,
 * counted and told once.
 */
export class BoundedWriter {
  readonly #target: ByteTarget;
  readonly #clock: Clock;
  readonly #loss: LossReport;
  readonly #queue = new ByteQueue();
  readonly #waiters = new Set<Waiter>();
  #busy = false;
  #closed = false;
  #progress = 0;
  #retryAt = -Infinity;
  #pollDelay = FIRST_POLL_MS;
  #poll: Timer | null = null;

  constructor(target: ByteTarget, options: BoundedWriterOptions) {
    this.#target = target;
    this.#clock = options.clock;
    this.#loss = new LossReport(options);
  }

  /** Bytes dropped so far. */
  get lost(): number {
    return this.#loss.total;
  }

  /** Bytes waiting. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes all of `data` or, when too much waits already, none of it. */
  write(data: Uint8Array): void {
    if (this.#closed || data.length === 0) return;
    if (this.#clock.now() < this.#retryAt) {
      return this.#loss.failed("it failed a moment ago", data.length);
    }
    if (this.#queue.length === 0) return this.#begin(data);
    if (this.#queue.length + data.length > CAPACITY_BYTES) {
      return this.#loss.failed("it takes no more", data.length);
    }
    this.#queue.append(data);
    this.#pump();
  }

  /** As {@linkcode LogSink.ready} has it. */
  ready(): Promise<void> | null {
    if (this.#queue.length < PAUSE_BYTES || this.#idleFor() >= PATIENCE_MS) return null;
    return this.#wait(PATIENCE_MS, () => this.#queue.length <= RESUME_BYTES);
  }

  /** Resolves when nothing waits any longer, or when waiting has become pointless. */
  flush(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return this.#wait(FLUSH_PATIENCE_MS, () => this.#queue.length === 0);
  }

  /** Takes nothing more; what waits is still written as long as somebody takes it. */
  close(): void {
    this.#closed = true;
  }

  /** Drops what waits and stops. */
  abandon(): void {
    this.#closed = true;
    this.#poll?.cancel();
    this.#poll = null;
    if (this.#queue.length > 0) this.#loss.failed("it takes no more", this.#queue.length);
    this.#queue.clear();
    this.#loss.end();
    this.#settle();
  }

  /** A write while nothing waits: what can be written at once is not copied. */
  #begin(data: Uint8Array): void {
    const taken = this.#target.kind === "polled" ? this.#take(data) : 0;
    if (taken === null) return;
    this.#took(taken);
    if (taken === data.length) return;
    this.#queue.append(data.subarray(taken));
    this.#pump();
  }

  #pump(): void {
    while (!this.#busy && this.#poll === null && this.#queue.length > 0) {
      const head = this.#queue.head();
      if (this.#target.kind === "async") return this.#send(head, this.#target);
      const taken = this.#take(head);
      if (taken === null) return;
      if (taken === 0) return this.#pollLater();
      this.#took(taken);
    }
  }

  /** Polled writing; `null` after an error. */
  #take(data: Uint8Array): number | null {
    try {
      return this.#target.kind === "polled" ? this.#target.write(data) : 0;
    } catch (error) {
      this.#failed(error, this.#queue.length === 0 ? data.length : 0);
      return null;
    }
  }

  #send(head: Uint8Array<ArrayBuffer>, target: { write: AsyncWrite }): void {
    this.#busy = true;
    target.write(head).then((taken) => {
      this.#busy = false;
      this.#took(taken);
      this.#pump();
    }, (error) => {
      this.#busy = false;
      this.#failed(error, 0);
    });
  }

  #took(count: number): void {
    // An abandoned queue is empty by now.
    this.#queue.drop(count);
    this.#progress = this.#clock.now();
    this.#pollDelay = FIRST_POLL_MS;
    if (this.#loss.failing && this.#queue.length <= RESUME_BYTES) this.#loss.succeeded();
    this.#settle();
  }

  #failed(error: unknown, unqueued: number): void {
    const bytes = this.#queue.length + unqueued;
    this.#retryAt = this.#clock.now() + RETRY_MS;
    this.#queue.clear();
    this.#loss.failed(reasonOf(error), bytes);
    this.#settle();
  }

  #pollLater(): void {
    const delay = this.#pollDelay;
    this.#pollDelay = Math.min(delay * 2, LONGEST_POLL_MS);
    this.#poll = this.#clock.after(delay, () => {
      this.#poll = null;
      this.#pump();
    });
  }

  /** Milliseconds since the target last took something. */
  #idleFor(): number {
    return this.#clock.now() - this.#progress;
  }

  /** Resolves when `done`, or when the target has taken nothing for `patience` milliseconds. */
  #wait(patience: number, done: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let timer: Timer;
    const release = () => {
      timer.cancel();
      this.#waiters.delete(waiter);
      resolve();
    };
    const waiter: Waiter = { done, release };
    const arm = () => {
      const left = Math.max(1, patience - this.#idleFor());
      timer = this.#clock.after(left, () => this.#idleFor() >= patience ? release() : arm());
    };
    arm();
    this.#waiters.add(waiter);
    return promise;
  }

  #settle(): void {
    for (const waiter of this.#waiters) if (waiter.done()) waiter.release();
  }
}

type AsyncWrite = (data: Uint8Array<ArrayBuffer>) => Promise<number>;
