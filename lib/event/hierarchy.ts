/**
 * Which events a subscription takes: the type hierarchy of `names.ts` turned into sets and types.
 *
 * @module
 */

import { EVENT_PARENTS, type EventName, isEventName } from "./names.ts";
import type { SupervisorEvent } from "./events.ts";

/** The name of an event that is really emitted, not of an abstract parent. */
export type ConcreteEventName = SupervisorEvent["name"];

/** `true` when the type `C` is `N` or below it. */
export type IsUnder<C extends EventName, N extends EventName> = C extends N ? true
  : (typeof EVENT_PARENTS)[C] extends infer P extends EventName ? IsUnder<P, N>
  : false;

/** The concrete names that a subscription to `N` takes. */
export type ConcreteNameUnder<N extends EventName> = {
  [C in ConcreteEventName]: true extends IsUnder<C, N> ? C : never;
}[ConcreteEventName];

/** The events that a subscription to `N` takes: `EventUnder<"TICK">` has `when`. */
export type EventUnder<N extends EventName> = SupervisorEvent & {
  readonly name: ConcreteNameUnder<N>;
};

/** Tells whether `name` is `ancestor` or below it. */
export function isUnder(name: EventName, ancestor: EventName): boolean {
  let current: EventName | null = name;
  while (current !== null && current !== ancestor) current = EVENT_PARENTS[current];
  return current === ancestor;
}

/**
 * The concrete names that a list of subscribed names takes, each once: a listener that names both a
 * parent and its child gets an event once, where Supervisor delivers it twice (B-28).
 *
 * @throws {TypeError} for a name that is no event type: whoever takes it would wait for ever
 */
export function expandSubscription(
  subscribed: Iterable<EventName>,
): ReadonlySet<ConcreteEventName> {
  const wanted = [...subscribed];
  const unknown = wanted.find((name) => !isEventName(name));
  if (unknown !== undefined) {
    throw new TypeError(`Cannot subscribe: unknown event type '${unknown}'`);
  }
  const taken = new Set<ConcreteEventName>();
  for (const name of Object.keys(EVENT_PARENTS).filter(isEventName)) {
    if (isConcrete(name) && wanted.some((ancestor) => isUnder(name, ancestor))) taken.add(name);
  }
  return taken;
}

function isConcrete(name: EventName): name is ConcreteEventName {
  return !Object.values<EventName | null>(EVENT_PARENTS).includes(name);
}
