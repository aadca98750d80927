/**
 * The way every event goes from what happened to whoever wants to know: listener pools, the stream of
 * events, metrics, and subscribers of an embedding program.
 *
 * @module
 */

import type { SupervisorEvent } from "#lib/event/events.ts";
import {
  type ConcreteEventName,
  type EventUnder,
  expandSubscription,
} from "#lib/event/hierarchy.ts";
import type { EventName } from "#lib/event/names.ts";
import type { Log } from "#lib/ports/logger.ts";
import { errorMessage } from "#lib/text/error_text.ts";

/**
 * Takes an event. `emission` is the number of the `emit` call, the same for all subscribers and
 * different for every call. What it throws, or rejects with, is reported and hurts nobody else.
 */
export type EventHandler<E extends SupervisorEvent = SupervisorEvent> = (
  event: E,
  emission: number,
) => void | Promise<void>;

/** What a bus does with the failures of subscribers. */
export interface EventBusOptions {
  /** Called with what a subscriber threw, for the activity log. */
  onError(error: unknown, event: SupervisorEvent): void;
}

interface Subscriber {
  readonly handler: EventHandler;
  readonly names: ReadonlySet<ConcreteEventName>;
}

type Interest = ReadonlyMap<ConcreteEventName, readonly Subscriber[]>;

/**
 * A synchronous event bus. All subscribers see the same events in the same order: an event that a
 * subscriber emits is delivered after the one that it is handling.
 */
export class EventBus {
  readonly #options: EventBusOptions;
  readonly #subscribers = new Set<Subscriber>();
  readonly #watchers = new Set<() => void>();
  readonly #queue: SupervisorEvent[] = [];
  #interest: Interest = new Map();
  #emissions = 0;
  #delivering = false;

  /** Makes a bus without subscribers. */
  constructor(options: EventBusOptions) {
    this.#options = options;
  }

  /**
   * Tells whether anybody takes events of this name. Ask before an event that is costly to make, such
   * as PROCESS_LOG_STDOUT with a copy of the data.
   */
  wants(name: ConcreteEventName): boolean {
    return this.#interest.has(name);
  }

  /**
   * Delivers an event to all who subscribed to it. When it is called from within a subscriber, the
   * delivery is done by the outer call. Never throws.
   *
   * Subscribers may keep the event, so its data must not be a buffer that is used again.
   */
  emit(event: SupervisorEvent): void {
    if (!this.wants(event.name)) return;
    this.#queue.push(event);
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        this.#deliver(next);
      }
    } finally {
      this.#delivering = false;
    }
  }

  /**
   * Calls `handler` for events of the given names and all below them, each event once (B-28).
   * Disposing ends it at once, also in the middle of a delivery.
   *
   * @param names Event types to take. @default ["EVENT"], all events.
   * @throws {TypeError} for a name that is no event type
   */
  subscribe<N extends EventName = "EVENT">(
    handler: EventHandler<EventUnder<N>>,
    names: Iterable<N> = ["EVENT" as N],
  ): Disposable {
    const subscriber: Subscriber = {
      handler: handler as EventHandler,
      names: expandSubscription(names),
    };
    this.#subscribers.add(subscriber);
    this.#refresh();
    return {
      [Symbol.dispose]: () => {
        if (this.#subscribers.delete(subscriber)) this.#refresh();
      },
    };
  }

  /** Calls `watcher` whenever somebody subscribed or left: {@linkcode wants} may answer anew. */
  watchInterest(watcher: () => void): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) };
  }

  #deliver(event: SupervisorEvent): void {
    const emission = ++this.#emissions;
    for (const subscriber of this.#interest.get(event.name) ?? []) {
      if (!this.#subscribers.has(subscriber)) continue;
      try {
        const pending = subscriber.handler(event, emission);
        if (pending instanceof Promise) pending.catch((error) => this.#report(error, event));
      } catch (error) {
        this.#report(error, event);
      }
    }
  }

  #report(error: unknown, event: SupervisorEvent): void {
    try {
      this.#options.onError(error, event);
    } catch {
      // There is nobody left to tell, and the emitter must not pay for it.
    }
  }

  #refresh(): void {
    const interest = new Map<ConcreteEventName, Subscriber[]>();
    for (const subscriber of this.#subscribers) {
      for (const name of subscriber.names) {
        const list = interest.get(name);
        if (list === undefined) interest.set(name, [subscriber]);
        else list.push(subscriber);
      }
    }
    this.#interest = interest;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** A bus that tells the activity log what its subscribers throw. */
export function reportingBus(log: Log): EventBus {
  return new EventBus({
    onError: (error, event) => {
      const text = errorMessage(error);
      log("error", `${event.name}: ${text}`);
    },
  });
}
