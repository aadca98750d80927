/**
 * A supervisor inside a program of one's own.
 *
 * @module
 */

import type { EventHandler } from "#daemon/event_bus.ts";
import type { EventUnder } from "#lib/event/hierarchy.ts";
import type { EventName } from "#lib/event/names.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { embed } from "./embed.ts";
import type { SupervisorStarter } from "./supervisor_starter.ts";

/**
 * A supervisor that runs in this process. Its methods are those of a daemon over XML-RPC, without the
 * wire; while it stops they reject with fault 6, SHUTDOWN_STATE. `restart` reads the configuration again
 * and starts anew, with the same subscribers.
 *
 * Disposing it stops everything in the order of a daemon that shuts down, and resolves when all has
 * ended. A program that ends without doing so leaves its children running.
 */
export interface Supervisor extends SupervisorApi, AsyncDisposable {
  /**
   * Resolves when everything has stopped, by disposal or by a `shutdown` from anywhere. Rejects when a
   * restart fails, as {@linkcode SupervisorStarter.start} does.
   */
  readonly ended: Promise<void>;
  /**
   * Calls `handler` for events of the given types and all below them, until it is disposed. It is called
   * from within the supervisor, so it should be quick; what it throws is logged and hurts nobody.
   *
   * @param names Event types to take. @default ["EVENT"], all events
   * @throws {TypeError} for a name that is no event type
   */
  subscribe<N extends EventName = "EVENT">(
    handler: EventHandler<EventUnder<N>>,
    names?: Iterable<N>,
  ): Disposable;
}

/**
 * Starts supervisors inside this program.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { Supervisor } from "@denvisor/denvisor";
 *
 * await using supervisor = await Supervisor.start({
 *   programs: {
 *     cat: { command: "/bin/cat", startsecs: 0, stopwaitsecs: 5 },
 *   },
 * });
 * const { promise: running, resolve } = Promise.withResolvers<number>();
 * using _subscription = supervisor.subscribe(({ pid }) => resolve(pid), ["PROCESS_STATE_RUNNING"]);
 * const pid = await running;
 * const info = await supervisor.getProcessInfo("cat");
 * assert(info.statename === "RUNNING" && info.pid === pid);
 * await supervisor.stopProcess("cat");
 * ```
 */
export const Supervisor: SupervisorStarter = { start: embed };
