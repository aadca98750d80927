/**
 * Listening sockets that only children accept on (FastCGI).
 *
 * Deno has no way to listen without accepting. What it has is node's server handle, whose descriptor
 * can be duplicated before anybody accepts: the duplicate is the socket, the handle is closed at once.
 * The internal names stand here alone; a test shows that this Deno still has them.
 *
 * @module
 */

import type { FcgiSocketConfig } from "#lib/config/config.ts";
import type { ListeningSocket, SocketFactory } from "#lib/ports/sockets.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { errnoOf } from "./errno.ts";
import { nodeNet } from "./node_builtins.ts";
import { removeIfThere } from "./optional_file.ts";

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
    const fd = named(config, () => open(config, (handle) => handle.fdForIpc()));
    return {
      fd,
      close: () => {
        closeDescriptor(fd);
        removeFile(config);
      },
    };
  }

  probe(config: FcgiSocketConfig): void {
    named(config, () => open(config, () => {}));
    removeFile(config);
  }
}

function named<T>(config: FcgiSocketConfig, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = errnoOf(error) ?? errorMessage(error);
    throw new Error(`Could not create FastCGI socket ${config.url}: ${reason}`, { cause: error });
  }
}

/** Opens a listening socket; what `use` does not duplicate of it is closed again at once. */
function open<T>(config: FcgiSocketConfig, use: (handle: ServerHandle) => T): T {
  const { address } = config;
  if (address.kind === "tcp") return listenTcp(config, { ...address, use });
  // Bound under a name of its own, it gets mode and owner there, and only then its name.
  const temporary = `${address.path}.new`;
  removeIfThere(temporary);
  return withHandle({ address: temporary, port: -1, family: -1 }, (handle) => {
    startListening(handle, config);
    Deno.chmodSync(temporary, config.mode ?? DEFAULT_MODE);
    if (config.owner !== null) Deno.chownSync(temporary, ...ownerOf(config.owner));
    removeIfThere(address.path);
    Deno.linkSync(temporary, address.path);
    return use(handle);
  });
}

function listenTcp<T>(
  config: FcgiSocketConfig,
  how: { host: string; port: number; use: (handle: ServerHandle) => T },
): T {
  const { host, port, use } = how;
  const address = host === "" || host === "*"
    ? "0.0.0.0"
    : host === "localhost"
    ? "127.0.0.1"
    : host;
  const family = host.includes(":") ? 6 : 4;
  return withHandle({ address, port, family }, (handle) => {
    startListening(handle, config);
    return use(handle);
  });
}

function withHandle<T>(
  where: { readonly address: string; readonly port: number; readonly family: number },
  use: (handle: ServerHandle) => T,
): T {
  const create =
    (nodeNet() as unknown as { _createServerHandle: CreateServerHandle })._createServerHandle;
  const handle = create(where.address, where.port, where.family);
  if (typeof handle === "number") throw systemError(handle);
  try {
    return use(handle);
  } finally {
    handle.close();
  }
}

function startListening(handle: ServerHandle, config: FcgiSocketConfig): void {
  const failure = handle.listen(config.backlog ?? DEFAULT_BACKLOG);
  if (failure !== 0) throw systemError(failure);
}

function removeFile({ address }: FcgiSocketConfig): void {
  if (address.kind === "unix") removeIfThere(address.path);
}

/** node reports failures as negative error numbers. */
function systemError(code: number): Error {
  return new Error(`socket failed (os error ${Math.abs(code)})`);
}

/** The descriptor is none of Deno's own: only a server that takes it over can close it. */
function closeDescriptor(fd: number): void {
  const server = nodeNet().createServer();
  server.on("error", () => {});
  server.listen({ fd }, () => server.close());
}

function ownerOf({ uid, gid }: { uid: number; gid: number }): [number | null, number | null] {
  return [uid < 0 ? null : uid, gid < 0 ? null : gid];
}
