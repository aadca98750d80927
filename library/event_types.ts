/**
 * Events and their hierarchy, and what listeners get.
 *
 * @module
 */

export type { EventHandler } from "#daemon/event_bus.ts";
export type * from "#lib/event/events.ts";
export * from "#lib/event/hierarchy.ts";
export * from "#lib/event/names.ts";
export { communication } from "#lib/listener_kit/communication.ts";
export type { NotificationHeader } from "#lib/listener_kit/header.ts";
export type { Delivery, ListenerEvent, ListenStreams } from "#lib/listener_kit/listen.ts";
export type { ReceivedEvent, UnknownEvent, WithText } from "#lib/listener_kit/received_event.ts";
