import { ByteCollector } from "#lib/event/byte_collector.ts";
import { type NotificationHeader, parseHeader } from "./header.ts";

/** A notification, cut out of a stream. */
export interface RawNotification {
  /** Its header line, read. */
  readonly header: NotificationHeader;
  /** Its payload as it came. */
  readonly payload: string;
}

const LINE_FEED = 0x0a;

/**
 * Cuts a stream of bytes into notifications, however it comes in chunks. The end of a payload is found by
 * counting code points, because that is what `len` counts (K-25).
 */
export class NotificationReader {
  readonly #pending = new ByteCollector();
  #header: NotificationHeader | null = null;
  /** Bytes of `#pending` that were looked at already. */
  #scanned = 0;
  #codePointsLeft = 0;

  /**
   * Takes the next bytes and answers the notifications that are complete with them.
   *
   * @throws {Error} when a header line cannot be read; the stream is of no use then.
   */
  receive(chunk: Uint8Array): readonly RawNotification[] {
    this.#pending.append(chunk);
    const complete: RawNotification[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) complete.push(next);
    return complete;
  }

  #next(): RawNotification | null {
    this.#header ??= this.#readHeader();
    if (this.#header === null || !this.#payloadIsComplete()) return null;
    const notification = { header: this.#header, payload: this.#cut(this.#scanned) };
    this.#header = null;
    return notification;
  }

  #readHeader(): NotificationHeader | null {
    const bytes = this.#pending.view();
    const end = bytes.indexOf(LINE_FEED, this.#scanned);
    this.#scanned = bytes.length;
    if (end === -1) return null;
    const header = parseHeader(this.#cut(end + 1));
    this.#codePointsLeft = header.len;
    return header;
  }

  #payloadIsComplete(): boolean {
    const bytes = this.#pending.view();
    while (this.#codePointsLeft > 0) {
      const lead = bytes[this.#scanned];
      if (lead === undefined) return false;
      const end = this.#scanned + sequenceLength(lead);
      if (end > bytes.length) return false;
      this.#scanned = end;
      this.#codePointsLeft--;
    }
    return true;
  }

  #cut(length: number): string {
    const text = new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(this.#pending.view().subarray(0, length));
    this.#pending.drop(length);
    this.#scanned = 0;
    return text;
  }
}

/** Bytes of the UTF-8 sequence that begins with `lead`. */
function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
