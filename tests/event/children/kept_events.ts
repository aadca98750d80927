/**
 * Keeps the events of large requests and prints how many megabytes that takes. Run with `--expose-gc`.
 *
 * @module
 */

import { type Notification, toNotification } from "#lib/event/notification.ts";
import { decodeCall } from "#lib/rpc/decode.ts";
import { encodeCall } from "#lib/rpc/encode.ts";

const LARGE = 1024 * 1024;

/** The event of a request with `ballast` characters beside it; the request is made anew, as it comes in. */
function eventOf(number: number, ballast: number): Notification {
  const words = ["x".repeat(ballast), `type of event ${number}`, `some data of event ${number}`];
  const bytes = new TextEncoder().encode(encodeCall("m", words));
  const [, type, data] = decodeCall(new TextDecoder().decode(bytes)).params as string[];
  return toNotification({ name: "REMOTE_COMMUNICATION", type: type!, data: data! }, number);
}

const collect = (globalThis as unknown as { gc: () => void }).gc;
// So often that the code is compiled as in a busy daemon.
for (let number = 0; number < 20_000; number++) eventOf(number, 10);
collect();
const before = Deno.memoryUsage().heapUsed;
const kept: Notification[] = [];
for (let number = 0; number < 50; number++) kept.push(eventOf(number, LARGE));
collect();
console.log(kept.length, (Deno.memoryUsage().heapUsed - before) / LARGE);
