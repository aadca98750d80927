/**
 * What `connect` takes and gives.
 *
 * @module
 */

import type { EventName } from "#lib/event/names.ts";
import type { RpcClient } from "#lib/rpc/client.ts";
import type { StreamedEvent } from "./streamed_event.ts";

/** Who asks. */
export interface ConnectOptions {
  /** Wins over that of the URL. */
  readonly username?: string;
  /** Wins over that of the URL. */
  readonly password?: string;
}

/** How events are followed. */
export interface FollowOptions {
  /** Ends the stream; the loop over it then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * A daemon at the other end of a connection: all methods of `SupervisorApi`, `call` and `multicall`
 * for everything else that it offers, and its events.
 *
 * Calls reject with `Fault` when the daemon says no and with `ConnectionError` when it cannot be
 * reached. They may overlap. Disposing the client closes its connections.
 */
export interface SupervisorClient extends RpcClient, AsyncDisposable {
  /** The daemon's URL, without user name and password. */
  readonly url: string;
  /**
   * What happens, as it happens, from the moment at which the loop begins to ask; Supervisor's own
   * daemon does not offer this. The loop ends when the daemon closes its servers.
   *
   * @param names Event types to take, with all below them. @default ["EVENT"], all events
   * @throws {ConnectionError} `status` 404 when the daemon streams no events; `dropped` when they were
   * not taken as fast as they came, for too long
   */
  events<N extends EventName = "EVENT">(
    names?: Iterable<N>,
    options?: FollowOptions,
  ): AsyncGenerator<StreamedEvent<N>, void, void>;
}
