/**
 * What sockets need: those of the HTTP servers and those of FastCGI groups.
 *
 * @module
 */

import type { FcgiGroupConfig, ServerConfig } from "#lib/config/config.ts";
import { type Account, grant, grantFile } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";

/** A listener of the daemon's own. */
export function serverEntries(server: ServerConfig): readonly PermissionEntry[] {
  const key = server.kind === "inet" ? "port" : "file";
  const account = { reason: `[${server.section}] ${key}`, origin: server.origin };
  if (server.kind === "inet") {
    return [grant("net", { ...account, value: tcpAddress(server.host, server.port) })];
  }
  // It is bound inside of a directory PATH.new, and linked to its name when it is ready.
  return [
    grant("net", { ...account, value: `unix:${server.file}` }),
    grant("net", { ...account, value: `unix:${server.file}.new/s` }),
    ...socketFiles(server.file, account),
  ];
}

/** The socket that the processes of a FastCGI group accept on. */
export function fcgiEntries(group: FcgiGroupConfig): readonly PermissionEntry[] {
  const { address } = group.socket;
  const account = { reason: `fcgi-program:${group.name} socket`, origin: group.origin };
  if (address.kind === "tcp") {
    const host = address.host === "localhost" ? "127.0.0.1" : address.host;
    return [grant("net", { ...account, value: tcpAddress(host, address.port) })];
  }
  return [
    grant("net", { ...account, value: `unix:${address.path}` }),
    grant("net", { ...account, value: `unix:${address.path}.new` }),
    ...socketFiles(address.path, account),
  ];
}

function socketFiles(path: string, account: Account): readonly PermissionEntry[] {
  return [...grantFile(path, account), ...grantFile(`${path}.new`, account)];
}

/** All addresses are written as `0.0.0.0`; IPv6 addresses stand in brackets. */
function tcpAddress(host: string, port: number): string {
  if (host === "" || host === "*") return `0.0.0.0:${port}`;
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `${bracketed}:${port}`;
}
