/**
 * Listening sockets that only children accept on (FastCGI).
 *
 * Deno has no way to listen without accepting. What it has is node's server handle, whose descriptor
 * can be duplicated before anybody accepts: the duplicate is the socket, the handle is closed at once.
 * The internal names stand here alone; a test shows that this Deno still has them.
 *
 * @module
 */

import net from "node:net";
import type { FcgiSocketConfig } from "#lib/config/config.ts";
import type { ListeningSocket, SocketFactory } from "#lib/ports/sockets.ts";
import { errnoOf } from "./errno.ts";

/** Linux' SOMAXCONN: the kernel lowers it to `net.core.somaxconn`. */
const DEFAULT_BACKLOG = 4096;
const DEFAULT_MODE = 0o700;

interface ServerHandle {
  listen(backlog: number): number;
  fdForIpc(): number;
  close(): void;
}

type CreateServerHandle = (
  address: string,
  port: number,
  family: number,
) => ServerHandle | number;

/** Makes sockets on TCP addresses and on paths. */
export class FcgiListeners implements SocketFactory {
  listen(config: FcgiSocketConfig): ListeningSocket {
    try {
      return config.address.kind === "tcp" ? listenTcp(config) : listenUnix(config);
    } catch (error) {
      const reason = errnoOf(error) ?? (error instanceof Error ? error.message : String(error));
      throw new Error(`Could not create FastCGI socket ${config.url}: ${reason}`, { cause: error });
    }
  }
}

function listenTcp(config: FcgiSocketConfig): ListeningSocket {
  if (config.address.kind !== "tcp") throw new TypeError("not a TCP address");
  const { host, port } = config.address;
  const family = host.includes(":") ? 6 : 4;
  const address = host === "" || host === "*"
    ? "0.0.0.0"
    : host === "localhost"
    ? "127.0.0.1"
    : host;
  const fd = open({ address, port, family }, config.backlog);
  return { fd, close: () => closeDescriptor(fd) };
}

/** Binds under a name of its own, sets mode and owner there, and only then gives it its name. */
function listenUnix(config: FcgiSocketConfig): ListeningSocket {
  if (config.address.kind !== "unix") throw new TypeError("not a UNIX address");
  const { path } = config.address;
  const temporary = `${path}.new`;
  removeIfThere(temporary);
  const fd = open({ address: temporary, port: -1, family: -1 }, config.backlog, () => {
    Deno.chmodSync(temporary, config.mode ?? DEFAULT_MODE);
    if (config.owner !== null) Deno.chownSync(temporary, ...ownerOf(config.owner));
    removeIfThere(path);
    Deno.linkSync(temporary, path);
  });
  return {
    fd,
    close: () => {
      closeDescriptor(fd);
      removeIfThere(path);
    },
  };
}

/** Opens a listening socket and gives its descriptor; `bound` runs while it has its first name. */
function open(
  where: { readonly address: string; readonly port: number; readonly family: number },
  backlog: number | null,
  bound: () => void = () => {},
): number {
  const create =
    (net as unknown as { _createServerHandle: CreateServerHandle })._createServerHandle;
  const handle = create(where.address, where.port, where.family);
  if (typeof handle === "number") throw systemError(handle);
  try {
    const failure = handle.listen(backlog ?? DEFAULT_BACKLOG);
    if (failure !== 0) throw systemError(failure);
    bound();
    return handle.fdForIpc();
  } finally {
    handle.close();
  }
}

/** node reports failures as negative error numbers. */
function systemError(code: number): Error {
  return new Error(`socket failed (os error ${Math.abs(code)})`);
}

/** The descriptor is none of Deno's own: only a server that takes it over can close it. */
function closeDescriptor(fd: number): void {
  const server = net.createServer();
  server.on("error", () => {});
  server.listen({ fd }, () => server.close());
}

function ownerOf({ uid, gid }: { uid: number; gid: number }): [number | null, number | null] {
  return [uid < 0 ? null : uid, gid < 0 ? null : gid];
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
