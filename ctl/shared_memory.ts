/**
 * The link by which the client reaches sockets in `/dev/shm`, which Deno refuses by that name.
 *
 * @module
 */

import { readSwitch } from "./environment.ts";

/** The link that the launcher has made; `null` where there is no socket, or the launcher is another one. */
export function sharedMemoryLink(): string | null {
  const directory = readSwitch("DENVISOR_SHM");
  return directory === undefined ? null : `${directory}/shm`;
}

/** Takes the link away, with the directory that was made for it. */
export function removeSharedMemoryLink(): void {
  const link = sharedMemoryLink();
  if (link === null) return;
  try {
    Deno.removeSync(link);
    Deno.removeSync(link.slice(0, link.lastIndexOf("/")));
  } catch {
    // It is gone, or was not made for this client: an empty variable would say no more.
  }
}
