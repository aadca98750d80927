/**
 * Events as a daemon streams them at `/events`.
 *
 * @module
 */

import type { SupervisorEvent } from "#lib/event/events.ts";
import type { ConcreteNameUnder } from "#lib/event/hierarchy.ts";
import type { EventName } from "#lib/event/names.ts";
import type { WithText } from "#lib/listener_kit/received_event.ts";

/** What comes with each event of a stream. */
export interface StreamPosition {
  /** Number of the event in the daemon, ascending; with gaps where others were not asked for. */
  readonly id: number;
  /** When it happened, in unix seconds with a fraction. */
  readonly time: number;
}

/** An event of a stream, to be told apart by `name`; `StreamedEvent<"TICK">` has `when`. */
export type StreamedEvent<N extends EventName = "EVENT"> =
  & WithText<SupervisorEvent>
  & { readonly name: ConcreteNameUnder<N> }
  & StreamPosition;
