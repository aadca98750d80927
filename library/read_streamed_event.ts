import type { StreamMessage } from "#ctl/server_sent_events.ts";
import { fromEventRecord } from "#lib/event/event_record.ts";
import type { StreamedEvent } from "./streamed_event.ts";

/**
 * Reads a message; `null` for a type that this version does not know.
 *
 * @throws {Error} when its data is not that of its type
 */
export function readStreamedEvent(message: StreamMessage): StreamedEvent | null {
  const record: unknown = JSON.parse(message.data);
  const event = fromEventRecord(message.event, record);
  if (event.name === "EVENT") return null;
  const { time } = record as { readonly time?: unknown };
  return { ...event, id: Number(message.id), time: typeof time === "number" ? time : 0 };
}
