import { envelopeLine } from "#lib/event/envelope.ts";
import { MAX_POOL_BYTES, type Notification } from "#lib/event/notification.ts";
import type { Sized } from "#lib/event/pool_buffer.ts";

const ENCODER = new TextEncoder();

/** What an event costs in memory beside its payload, about. */
const OVERHEAD_BYTES = 128;

/** An event in one pool. It keeps its numbers however often it is delivered (EVT-030). */
export class PooledEvent implements Sized {
  /** What it shares with other pools. */
  readonly notification: Notification;
  /** Its number in this pool, from 0. */
  readonly poolSerial: number;
  readonly bytes: number;
  /** How often a listener answered that it does not accept it. */
  rejections = 0;

  /** Makes an event that was never delivered. */
  constructor(notification: Notification, poolSerial: number) {
    this.notification = notification;
    this.poolSerial = poolSerial;
    this.bytes = OVERHEAD_BYTES + (notification.payload?.bytes ?? MAX_POOL_BYTES);
  }

  /** Its number in the daemon. */
  get serial(): number {
    return this.notification.serial;
  }

  /** What a listener of `pool` reads: the header line and the payload (`events.md` 2). */
  encode({ server, pool }: { readonly server: string; readonly pool: string }): Uint8Array {
    const { name: eventName, payload, serial } = this.notification;
    const { poolSerial } = this;
    const length = payload?.codePoints ?? 0;
    const header = envelopeLine({ server, serial, pool, poolSerial, eventName, length });
    return ENCODER.encode(header + (payload?.text ?? ""));
  }
}
