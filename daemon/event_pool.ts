/**
 * An event pool: the events of one `[eventlistener:x]` group and their way to its processes
 * (`events.md` 3 to 5).
 *
 * @module
 */

import type { SupervisorEvent } from "#lib/event/events.ts";
import type { EventName } from "#lib/event/names.ts";
import type { ListenerStep } from "#lib/event/listener_protocol.ts";
import type { ListenerState } from "#lib/event/listener_state.ts";
import { MAX_POOL_BYTES } from "#lib/event/notification.ts";
import { PoolBuffer } from "#lib/event/pool_buffer.ts";
import { acceptOk, type ResultHandler } from "#lib/event/result_handler.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { EventBus } from "./event_bus.ts";
import { PoolListener } from "./event_pool_listener.ts";
import type { PoolMember } from "./event_pool_member.ts";
import { PooledEvent } from "./event_pooled.ts";
import { RedeliveryPause } from "./event_redelivery.ts";
import { type EventSerials, nextSerial } from "./event_serials.ts";

/** What a pool needs to know of its group; an `EventListenerGroupConfig` is one. */
export interface EventPoolConfig {
  /** Name of the listener group. */
  readonly name: string;
  /** The types that it subscribes to. */
  readonly events: readonly EventName[];
  /** Most events that wait, at least 1 (`buffer_size`). */
  readonly bufferSize: number;
  /** The listener processes in the order of the config, which is the order in which they are tried. */
  readonly processes: readonly { readonly name: string }[];
}

/** What a pool works with. */
export interface EventPoolOptions {
  /** Where the events come from. */
  readonly bus: EventBus;
  /** The daemon's one counter, shared by all pools. */
  readonly serials: EventSerials;
  /** For pauses. */
  readonly clock: Clock;
  /** The activity log. */
  readonly logger: Logger;
  /** `[supervisord] identifier`. */
  readonly identifier: string;
  /** Judges results. @default acceptOk */
  readonly resultHandler?: ResultHandler;
}

/**
 * The pool of one listener group.
 *
 * Make it when the group is created, before the group's PROCESS_GROUP_ADDED is emitted: from then on it
 * takes events, also while no process of it lives. Then tell it, for each process of the group:
 *
 * | Call | When |
 * |---|---|
 * | `memberStarted` | a process was spawned, before anything is read from it; again at each restart |
 * | `memberOutput` | bytes of its stdout were read, as read and before `strip_ansi` |
 * | `memberRunning` | its state has become RUNNING (after the state was set) |
 * | `memberStdinClosed` | a write to its stdin failed with EPIPE |
 * | `memberEnded` | it was reaped, after the last `memberOutput` |
 *
 * An event goes to the first member, in the order of the config, that is RUNNING and READY, as soon as
 * there is one. A member holds one event at a time. Nothing here waits for a listener, so a slow, silent,
 * babbling or dying one delays nobody; it can only fill the buffer of its own pool.
 *
 * None of these calls throws on account of a listener's behaviour.
 */
export class EventPool {
  readonly #config: EventPoolConfig;
  readonly #options: EventPoolOptions;
  readonly #buffer: PoolBuffer<PooledEvent>;
  readonly #listeners = new Map<string, PoolListener>();
  readonly #pause: RedeliveryPause;
  readonly #subscription: Disposable;
  #poolSerial = -1;
  #discarded = 0;
  #dispatching = false;
  #closed = false;
  #idleWatchers: (() => void)[] = [];

  /** Makes the pool and subscribes it. */
  constructor(config: EventPoolConfig, options: EventPoolOptions) {
    this.#config = config;
    this.#options = options;
    this.#buffer = new PoolBuffer({ maxCount: config.bufferSize, maxBytes: MAX_POOL_BYTES });
    this.#pause = new RedeliveryPause(options.clock, () => this.#dispatch());
    for (const { name } of config.processes) this.#listenerNamed(name);
    this.#subscription = options.bus.subscribe(
      (event, emission) => this.#accept(event, emission),
      config.events,
    );
  }

  /** Name of the listener group. */
  get name(): string {
    return this.#config.name;
  }

  /** Events that wait for a member. */
  get size(): number {
    return this.#buffer.size;
  }

  /** Events that were lost to overflow since the pool was made. */
  get discarded(): number {
    return this.#discarded;
  }

  /** The protocol state of a member; ACKNOWLEDGED before its first start. */
  listenerState(name: string): ListenerState {
    return this.#listeners.get(name)?.protocol.state ?? "ACKNOWLEDGED";
  }

  /** A process of the group was spawned; nothing was read from it yet. */
  memberStarted(member: PoolMember): void {
    const listener = this.#listenerNamed(member.name);
    this.#takeBack(listener);
    listener.begin(member);
  }

  /** The listener wrote `chunk` to its stdout. The chunk may be reused afterwards. */
  memberOutput(member: PoolMember, chunk: Uint8Array): void {
    const listener = this.#current(member);
    if (listener === null || chunk.length === 0) return;
    listener.logOutput(chunk);
    for (const step of listener.protocol.receive(chunk)) this.#follow(listener, step);
    this.#dispatch();
  }

  /** The process has entered RUNNING. */
  memberRunning(member: PoolMember): void {
    if (this.#current(member) !== null) this.#dispatch();
  }

  /** A write to the listener's stdin failed with EPIPE: an event in hand goes to somebody else. */
  memberStdinClosed(member: PoolMember): void {
    const listener = this.#current(member);
    if (listener === null) return;
    listener.pipeBroke();
    this.#takeBack(listener);
    this.#dispatch();
  }

  /** The process was reaped and all its output handed over: an event in hand comes back. */
  memberEnded(member: PoolMember): void {
    const listener = this.#current(member);
    if (listener === null) return;
    listener.end();
    this.#takeBack(listener);
    this.#dispatch();
  }

  /**
   * Resolves as soon as nothing is left to do: no listener deals with an event, and none waits or there
   * is no listener that could take it.
   */
  whenIdle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => void this.#idleWatchers.push(resolve));
  }

  /**
   * Takes no more events and drops those that wait (EVT-044). Call it when the group is removed, before
   * its PROCESS_GROUP_REMOVED is emitted, and when the daemon restarts or ends.
   */
  close(): void {
    this.#closed = true;
    this.#subscription[Symbol.dispose]();
    this.#pause.cancel();
    for (const listener of this.#listeners.values()) listener.end();
    this.#buffer.clear();
    this.#tellIdle();
  }

  #accept(event: SupervisorEvent, emission: number): void {
    const notification = this.#options.serials.notification(event, emission);
    this.#poolSerial = nextSerial(this.#poolSerial);
    const pooled = new PooledEvent(notification, this.#poolSerial);
    this.#logDiscarded(this.#buffer.push(pooled));
    this.#dispatch();
  }

  #follow(listener: PoolListener, step: ListenerStep): void {
    listener.logStep(step);
    switch (step.kind) {
      case "result":
        if (step.verdict.kind === "accepted") listener.held = null;
        else if (step.verdict.kind === "rejected") this.#pauseAfter(listener.held);
        break;
      case "transition":
        // A BUSY listener that moves on with the event still in hand did not accept it.
        if (step.from === "BUSY") this.#takeBack(listener);
    }
  }

  #pauseAfter(rejected: PooledEvent | null): void {
    if (rejected !== null) this.#pause.rejected(rejected);
  }

  /** Sends what can be sent. Calls from within a member's `writeStdin` are left to the outer one. */
  #dispatch(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      while (!this.#closed && !this.#pause.active && this.#sendOldest());
    } finally {
      this.#dispatching = false;
      this.#tellIdle();
    }
  }

  #isIdle(): boolean {
    if (this.#closed) return true;
    const listeners = [...this.#listeners.values()];
    if (listeners.some(({ held }) => held !== null)) return false;
    return this.#buffer.size === 0 || !listeners.some((listener) => listener.isInService());
  }

  #tellIdle(): void {
    if (this.#idleWatchers.length === 0 || !this.#isIdle()) return;
    for (const resolve of this.#idleWatchers.splice(0)) resolve();
  }

  /** Answers `false` when nothing can be sent for now. */
  #sendOldest(): boolean {
    if (this.#buffer.size === 0 || this.#firstFree() === null) return false;
    const event = this.#buffer.shift()!;
    const bytes = event.encode({ server: this.#options.identifier, pool: this.#config.name });
    let sent = false;
    try {
      // Who does not take it is free no more.
      for (let to = this.#firstFree(); to !== null && !sent; to = this.#firstFree()) {
        sent = to.send(event, bytes);
      }
    } finally {
      if (!sent) this.#requeue(event);
    }
    return sent;
  }

  #firstFree(): PoolListener | null {
    for (const listener of this.#listeners.values()) if (listener.isFree()) return listener;
    return null;
  }

  /** The event that a listener did not deal with goes to the front of this pool, and of no other (B-01). */
  #takeBack(listener: PoolListener): void {
    const event = listener.held;
    listener.held = null;
    if (event !== null && !this.#closed) this.#requeue(event);
  }

  #requeue(event: PooledEvent): void {
    this.#options.logger.log(
      "debug",
      `rebuffering event ${event.serial} for pool ${this.#config.name} ` +
        `(buf size=${this.#buffer.size}, max=${this.#config.bufferSize})`,
    );
    this.#logDiscarded(this.#buffer.unshift(event));
  }

  #logDiscarded(events: readonly PooledEvent[]): void {
    for (const { serial } of events) {
      this.#discarded++;
      this.#options.logger.log(
        "error",
        `pool ${this.#config.name} event buffer overflowed, discarding event ${serial}`,
      );
    }
  }

  #current(member: PoolMember): PoolListener | null {
    const listener = this.#listeners.get(member.name);
    return listener !== undefined && listener.member === member ? listener : null;
  }

  #listenerNamed(name: string): PoolListener {
    let listener = this.#listeners.get(name);
    if (listener === undefined) {
      const { logger, clock, resultHandler = acceptOk } = this.#options;
      const drained = () => this.#dispatch();
      listener = new PoolListener(name, { logger, clock, resultHandler, drained });
      this.#listeners.set(name, listener);
    }
    return listener;
  }
}
