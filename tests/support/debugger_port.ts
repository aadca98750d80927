/**
 * The port of Deno's debugger, which a daemon holds as soon as nobody else does: with several daemons on
 * a machine, at any moment.
 *
 * @module
 */

import { openFiles } from "./proc.ts";

/** The sockets that listen there, as descriptors of a process name them. */
export function debuggerSockets(): readonly string[] {
  return Deno.readTextFileSync("/proc/net/tcp").split("\n").map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local === "0100007F:240D" && state === "0A")
    .map((fields) => `socket:[${fields[9]}]`);
}

/** What the descriptors of a process are open on, but for that port. */
export function filesBesideDebugger(pid: number): readonly string[] {
  const files = Object.values(openFiles(pid));
  const sockets = debuggerSockets();
  return files.filter((file) => !sockets.includes(file));
}
