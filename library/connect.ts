/**
 * Talking to a daemon, this one or Supervisor's, over HTTP.
 *
 * @module
 */

import { Interrupted } from "#ctl/http/errors.ts";
import { readMessages } from "#ctl/server_sent_events.ts";
import { serverAddress } from "#ctl/server_url.ts";
import { Transport } from "#ctl/transport.ts";
import type { EventName } from "#lib/event/names.ts";
import { serverAddress as daemonOf } from "#lib/listener_kit/server_address.ts";
import { createClient } from "#lib/rpc/client.ts";
import type { ConnectOptions, FollowOptions, SupervisorClient } from "./client.ts";
import { ConnectionError } from "./connection_error.ts";
import { readStreamedEvent } from "./read_streamed_event.ts";
import type { StreamedEvent } from "./streamed_event.ts";

/**
 * A client for the daemon at `url`. It connects when the first method is called.
 *
 * @param url `unix:///path/of/the.sock` or `http://[user:password@]host[:port]`. Without it, the daemon
 * that started this program, as SUPERVISOR_SERVER_URL, SUPERVISOR_USERNAME and SUPERVISOR_PASSWORD
 * tell.
 * @throws {Error} when `url` is none, or not given and the program was not started by a daemon
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { connect, ConnectionError } from "@denvisor/denvisor";
 *
 * async function states(url: string): Promise<string[]> {
 *   await using supervisor = connect(url);
 *   const infos = await supervisor.getAllProcessInfo();
 *   return infos.map(({ group, name, statename }) => `${group}:${name} ${statename}`);
 * }
 *
 * await assert.rejects(states("unix:///tmp/no-such.sock"), (error) => {
 *   return error instanceof ConnectionError && error.problem === "no-such-file";
 * });
 * ```
 */
export function connect(url?: string, options: ConnectOptions = {}): SupervisorClient {
  return clientOf(url === undefined ? endpointOfParent() : endpointOf(url), options);
}

interface Endpoint {
  readonly serverurl: string;
  readonly username: string | null;
  readonly password: string | null;
}

function endpointOfParent(): Endpoint {
  const names = ["SUPERVISOR_SERVER_URL", "SUPERVISOR_USERNAME", "SUPERVISOR_PASSWORD"];
  const set = names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const { url, username, password } = daemonOf(Object.fromEntries(set));
  return { serverurl: url, username: username || null, password: password || null };
}

/** Takes user and password out of `http://user:password@host`. */
function endpointOf(url: string): Endpoint {
  const match = /^(http:\/\/)([^/?#]*)@(.*)$/s.exec(url);
  const serverurl = match === null ? url : `${match[1]}${match[3]}`;
  serverAddress(serverurl);
  if (match === null) return { serverurl, username: null, password: null };
  const [username, ...password] = match[2]!.split(":");
  return {
    serverurl,
    username: decodeURIComponent(username!),
    password: decodeURIComponent(password.join(":")),
  };
}

function clientOf(endpoint: Endpoint, options: ConnectOptions): SupervisorClient {
  const { username = endpoint.username, password = endpoint.password } = options;
  const transport = new Transport({
    serverurl: endpoint.serverurl,
    username,
    password: username === null ? null : password ?? "",
  });
  const url = endpoint.serverurl;
  const client = createClient(async (body, signal) => {
    try {
      return await transport.call(body, signal);
    } catch (error) {
      throw explain(error, { url, signal });
    }
  });
  return Object.assign(client, {
    url,
    events: <N extends EventName = "EVENT">(names?: Iterable<N>, options: FollowOptions = {}) =>
      follow<N>(transport, { url, names: [...names ?? []], signal: options.signal }),
    [Symbol.asyncDispose]: () => {
      transport[Symbol.dispose]();
      return Promise.resolve();
    },
  });
}

async function* follow<N extends EventName>(
  transport: Transport,
  request: {
    readonly url: string;
    readonly names: readonly EventName[];
    readonly signal: AbortSignal | undefined;
  },
): AsyncGenerator<StreamedEvent<N>, void, void> {
  const { url, names, signal } = request;
  const query = names.length === 0 ? "" : `?types=${names.map(encodeURIComponent).join(",")}`;
  try {
    const { status, body } = await transport.stream(`/events${query}`, signal);
    if (status !== 200) throw ConnectionError.ofStatus(status, url);
    const reason = yield* readEvents<N>(body);
    if (reason.startsWith("dropped")) {
      throw new ConnectionError(url, { problem: "dropped", message: `the stream was ${reason}` });
    }
  } catch (error) {
    throw explain(error, { url, signal });
  }
}

/** @returns the last comment */
async function* readEvents<N extends EventName>(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamedEvent<N>, string, void> {
  const messages = readMessages(body);
  try {
    for (;;) {
      const { value, done } = await messages.next();
      if (done) return value;
      const event = readStreamedEvent(value);
      // The daemon was asked for these types and no others.
      if (event !== null) yield event as StreamedEvent<N>;
    }
  } finally {
    // Who leaves the loop early closes the connection.
    await messages.return("");
  }
}

function explain(
  error: unknown,
  about: { readonly url: string; readonly signal: AbortSignal | undefined },
): unknown {
  if (error instanceof Interrupted && about.signal?.aborted) return about.signal.reason;
  return ConnectionError.from(error, about.url);
}
