/**
 * Sockets in `/dev/shm`, where containers put them because their root file system cannot hold any.
 *
 * Deno lets nobody below `/dev` who has not all permissions. It goes by the path, so the launcher makes
 * a symbolic link to the directory beside the pidfile, and the daemon goes by way of that. Files cannot
 * be opened there even so, because what is opened is checked by where it really is.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";

/** The directory that has a second name. */
export const SHARED_MEMORY = "/dev/shm";

/** Where the link is for a daemon with this pidfile. */
export function sharedMemoryLink(pidfile: string): string {
  return `${pidfile}.shm`;
}

/** The path by which the daemon reaches a socket: another one in `/dev/shm`, elsewhere the same. */
export function reachablePath(path: string, pidfile: string): string {
  return path.startsWith(`${SHARED_MEMORY}/`)
    ? sharedMemoryLink(pidfile) + path.slice(SHARED_MEMORY.length)
    : path;
}

/** The link that a daemon for `config` needs; `null` when it needs none. */
export function neededLink({ servers, supervisord }: Config): string | null {
  const isThere = servers.some((server) =>
    server.kind === "unix" && server.file.startsWith(`${SHARED_MEMORY}/`)
  );
  return isThere ? sharedMemoryLink(supervisord.pidfile) : null;
}
