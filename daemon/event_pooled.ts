import { MAX_POOL_BYTES, type Notification } from "#lib/event/notification.ts";
import type { Sized } from "#lib/event/pool_buffer.ts";

/** What an event costs in memory beside its payload, about. */
const OVERHEAD_BYTES = 128;

/** An event in one pool. It keeps its numbers however often it is delivered (EVT-030). */
export class PooledEvent implements Sized {
  readonly notification: Notification;
  readonly poolSerial: number;
  readonly bytes: number;
  /** How often a listener answered that it does not accept it. */
  rejections = 0;

  constructor(notification: Notification, poolSerial: number) {
    this.notification = notification;
    this.poolSerial = poolSerial;
    this.bytes = OVERHEAD_BYTES + (notification.payload?.bytes ?? MAX_POOL_BYTES);
  }

  get serial(): number {
    return this.notification.serial;
  }
}
