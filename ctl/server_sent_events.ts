/**
 * Reading server-sent events (the WHATWG's text/event-stream).
 *
 * @module
 */

import { LogLines } from "./log_lines.ts";

/** One message of the stream. */
export interface StreamMessage {
  /** `message` when the server names none. */
  readonly event: string;
  readonly data: string;
  /** That of the message, or of the last one before it that had any. */
  readonly id: string;
}

/**
 * The messages of a stream, until it ends; the last comment is what comes back then. Retry times are
 * passed over.
 */
export async function* readMessages(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamMessage, string> {
  const cutter = new LogLines();
  let event = "";
  let id = "";
  let comment = "";
  let data: string[] = [];
  for await (const bytes of body) {
    for (const line of cutter.push(bytes)) {
      if (line === "") {
        if (data.length > 0) yield { event: event || "message", data: data.join("\n"), id };
        event = "";
        data = [];
        continue;
      }
      const { field, value } = splitField(line);
      if (field === "event") event = value;
      else if (field === "data") data.push(value);
      else if (field === "id") id = value;
      else if (field === "") comment = value;
    }
  }
  return comment;
}

function splitField(line: string): { readonly field: string; readonly value: string } {
  const colon = line.indexOf(":");
  if (colon < 0) return { field: line, value: "" };
  const value = line.slice(colon + 1);
  return { field: line.slice(0, colon), value: value.startsWith(" ") ? value.slice(1) : value };
}
