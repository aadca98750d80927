/**
 * Whether servers could be opened, without serving anybody: for a restart, which has to know before
 * it stops what runs.
 *
 * @module
 */

import type { InetServerConfig, ServerConfig, UnixServerConfig } from "#lib/config/config.ts";
import { Certificate } from "./certificate.ts";
import { hostnameOf } from "./inet_listener.ts";
import { ListenError } from "./listen_error.ts";
import { SocketWorkshop } from "./socket_workshop.ts";
import { readPasswordCheck } from "./stored_credentials.ts";
import { clearPath } from "./unix_listener.ts";

/** What the trial of a server needs besides its configuration. */
export interface ServerTrialOptions {
  /** The user that this process runs as. */
  readonly uid: number;
  /** Whether the address is free as soon as the present run has ended, because that one has it. */
  readonly isOwn: (address: string) => boolean;
}

/** Where a server listens: `127.0.0.1:9001`, `*:9001`, `unix:/run/supervisor.sock`. */
export function serverAddress(server: ServerConfig): string {
  if (server.kind === "unix") return `unix:${server.file}`;
  return `${server.host === "" ? "*" : server.host}:${server.port}`;
}

/**
 * Reads the secrets of a server and binds its address for a moment. Connections that come in this
 * moment are closed; what is in the place of a socket stays.
 *
 * @throws {ListenError} when the server could not be opened
 */
export async function tryServer(server: ServerConfig, options: ServerTrialOptions): Promise<void> {
  readPasswordCheck(server);
  if (server.kind === "inet") tryPort(server, options);
  else await trySocket(server, options);
}

function tryPort(server: InetServerConfig, { isOwn }: ServerTrialOptions): void {
  if (server.tls !== null) Certificate.read(server.tls);
  if (isOwn(`:${server.port}`)) return;
  try {
    Deno.listen({ hostname: hostnameOf(server.host), port: server.port }).close();
  } catch (error) {
    throw ListenError.from(error);
  }
}

async function trySocket(
  server: UnixServerConfig,
  { isOwn, uid }: ServerTrialOptions,
): Promise<void> {
  if (isOwn(server.file)) return;
  try {
    using workshop = await SocketWorkshop.enter(server.file, uid);
    await clearPath(server.file, { keep: true });
    Deno.listen({ transport: "unix", path: workshop.socketPath }).close();
  } catch (error) {
    throw ListenError.from(error);
  }
}
