/**
 * UNIX socket servers (`HTTP-002`, `HTTP-017`, K-29).
 *
 * @module
 */

import { errnoOf } from "#daemon/adapters/errno.ts";
import { findHandover } from "#daemon/adapters/http_handover.ts";
import { lstatOrNull } from "#daemon/adapters/optional_file.ts";
import type { UnixServerConfig } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ServeHandler } from "./app.ts";
import { BoundedServer } from "./bounded_server.ts";
import { ListenError } from "./listen_error.ts";
import type { Listening, ListeningServer } from "./listening.ts";
import { fileRemoved } from "./file_removed.ts";
import type { ServerUsage } from "./server_usage.ts";
import { SocketWorkshop } from "./socket_workshop.ts";

/** What opening a socket needs besides its configuration. */
export interface UnixListenOptions {
  readonly handler: ServeHandler;
  readonly usage: ServerUsage;
  /** Connections at once that there are descriptors for. */
  readonly share: number;
  readonly logger: Logger;
  /** The user that this process runs as. */
  readonly user: { readonly uid: number; readonly name: string };
  /** The path by which a socket is reached: that of the configuration unless said otherwise. */
  readonly reach?: (path: string) => string;
  /** Told when a socket that nobody listens on is taken away. */
  readonly onStale: (path: string) => void;
}

/**
 * Opens a UNIX socket server. The socket appears at its path in one step, with its final mode and
 * owner. A socket that is there already is taken away when nobody answers on it.
 *
 * @throws {ListenError}
 */
export async function listenUnix(
  config: UnixServerConfig,
  options: UnixListenOptions,
): Promise<Listening> {
  const file = options.reach?.(config.file) ?? config.file;
  try {
    using workshop = await SocketWorkshop.enter(file, options.user.uid);
    await clearPath(file, options);
    const listening = bind({ ...config, file }, { ...options, bindPath: workshop.socketPath });
    return { ...listening, address: { transport: "unix", path: config.file } };
  } catch (error) {
    throw ListenError.from(error);
  }
}

function bind(
  config: UnixServerConfig,
  options: UnixListenOptions & { readonly bindPath: string },
): Listening {
  const { bindPath } = options;
  const server = serve(config, options);
  // Whoever does not get a result from here must not leave an open server behind.
  try {
    if (config.chown !== null) chown(config, options);
    Deno.chmodSync(bindPath, config.chmod);
    Deno.linkSync(bindPath, config.file);
  } catch (error) {
    server.finished.catch(() => {});
    void server.shutdown();
    throw error instanceof Deno.errors.AlreadyExists ? ListenError.inUse(error) : error;
  }
  const { ino } = Deno.lstatSync(config.file);
  return {
    server,
    address: { transport: "unix", path: config.file },
    removeFile: () => removeOwn(config.file, ino),
    lost: (signal) => fileRemoved(config.file, signal),
    shed: () => server.shed?.(),
  };
}

/**
 * Whoever can open a socket without a password that is its owner's alone may do everything anyway: it
 * is served in the fastest way. Behind other sockets may be anybody (docs/adr/0009).
 */
function serve(
  config: UnixServerConfig,
  options: UnixListenOptions & { readonly bindPath: string },
): ListeningServer & { readonly shed?: () => void } {
  const { bindPath: path, handler } = options;
  const engine = isOwnersAlone(config) ? null : findHandover();
  if (engine === null) return Deno.serve({ path, onListen: () => {} }, handler);
  return new BoundedServer(Deno.listen({ transport: "unix", path }), {
    ...options,
    section: config.section,
    serve: engine,
    // All of them are on this machine, and nothing tells one from another.
    trustedPeer: () => true,
  });
}

function isOwnersAlone({ chmod, credentials, passwordFile }: UnixServerConfig): boolean {
  return credentials === null && passwordFile === null && (chmod & 0o077) === 0;
}

function chown(
  config: UnixServerConfig,
  options: UnixListenOptions & { readonly bindPath: string },
): void {
  const owner = config.chown!;
  try {
    Deno.chownSync(options.bindPath, idOrUnchanged(owner.uid), idOrUnchanged(owner.gid));
  } catch (error) {
    if (errnoOf(error) !== "EPERM") throw error;
    throw ListenError.chown(config.file, { owner, user: options.user.name, cause: error });
  }
}

function idOrUnchanged(id: number): number | null {
  return id === -1 ? null : id;
}

/**
 * Makes way at `path`, which nobody else looks at meanwhile ({@linkcode SocketWorkshop}).
 *
 * @param options.keep only looks whether that could be done
 * @throws {ListenError} in-use when somebody listens there
 */
export async function clearPath(
  path: string,
  { onStale, keep = false }: { onStale?: (path: string) => void; keep?: boolean },
): Promise<void> {
  const there = lstatOrNull(path);
  if (there === null) return;
  if (!there.isSocket) {
    throw new ListenError("other", `Cannot open an HTTP server: '${path}' is not a socket`);
  }
  if (await answers(path)) throw ListenError.inUse();
  if (keep) return;
  onStale?.(path);
  Deno.removeSync(path);
}

/** True unless the connection is refused: a server too busy to accept is still one. */
async function answers(path: string): Promise<boolean> {
  try {
    const connection = await Deno.connect({ transport: "unix", path });
    connection.close();
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.ConnectionRefused);
  }
}

/** Leaves alone what another daemon has put in the place meanwhile. */
function removeOwn(path: string, ino: number | null): void {
  if (lstatOrNull(path)?.ino === ino) Deno.removeSync(path);
}
