import type { SupervisorEvent } from "#lib/event/events.ts";
import type { EventName } from "#lib/event/names.ts";

/** Where events can be subscribed to; the event bus is one. */
export interface EventSource {
  /**
   * Calls `handler` for events of the given types and all below them until it is disposed. `emission`
   * numbers the events of all types, ascending.
   */
  subscribe(
    handler: (event: SupervisorEvent, emission: number) => void,
    names: Iterable<EventName>,
  ): Disposable;
}
