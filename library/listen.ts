/**
 * Event listeners in TypeScript.
 *
 * @module
 */

import {
  listen as listenTo,
  type ListenerEvent,
  type ListenStreams,
} from "#lib/listener_kit/listen.ts";

/**
 * The events that the daemon sends to this program, an `[eventlistener:x]`, one at a time, until its
 * standard input ends.
 *
 * An event that was not answered when the loop goes on is acknowledged. One that was not answered when
 * the loop is left, by `break` or by an exception, is rejected, so that it is delivered again.
 *
 * Standard output belongs to the protocol: print with `console.error`, which goes to the listener's
 * stderr log. One `console.log` puts a listener out of service until it is restarted (K-28).
 *
 * @param streams The two ends of the protocol. @default the program's standard input and output
 * @throws {Error} when what comes is no notification, or one whose payload is not that of its type
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { listen, type ListenStreams } from "@denvisor/denvisor";
 *
 * async function reportFatal(streams?: ListenStreams): Promise<void> {
 *   for await (const event of listen(streams)) {
 *     if (event.name !== "PROCESS_STATE_FATAL") continue;
 *     console.error(`${event.group}:${event.process} gave up`);
 *   }
 * }
 *
 * const payload = "processname:web groupname:web from_state:BACKOFF";
 * const notification = "ver:3.0 server:supervisor serial:0 pool:fatal poolserial:0 " +
 *   `eventname:PROCESS_STATE_FATAL len:${payload.length}\n${payload}`;
 * const answers = new TransformStream<Uint8Array, Uint8Array>();
 * const said = new Response(answers.readable).text();
 * await reportFatal({
 *   input: new Blob([notification]).stream(),
 *   output: answers.writable,
 * });
 * await answers.writable.close();
 * assert(await said === "READY\nRESULT 2\nOKREADY\n");
 * ```
 */
export function listen(streams?: ListenStreams): AsyncGenerator<ListenerEvent, void, void> {
  return listenTo(streams ?? { input: Deno.stdin.readable, output: Deno.stdout.writable });
}
