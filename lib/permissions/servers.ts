/**
 * What sockets need: those of the HTTP servers and those of FastCGI groups.
 *
 * @module
 */

import type { FcgiGroupConfig, ServerConfig } from "#lib/config/config.ts";
import { type Account, grant, grantDirectory, grantFile } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import { reachablePath, sharedMemoryLink } from "./shared_memory.ts";

/** A listener of the daemon's own. */
export function serverEntries(server: ServerConfig, pidfile: string): readonly PermissionEntry[] {
  return [...listenEntries(server, pidfile), ...secretEntries(server)];
}

function listenEntries(server: ServerConfig, pidfile: string): readonly PermissionEntry[] {
  if (server.kind === "inet") {
    const account = accountIn(server, "port");
    return [grant("net", { ...account, value: tcpAddress(server.host, server.port) })];
  }
  const account = accountIn(server, "file");
  const path = reachablePath(server.file, pidfile);
  // It is bound inside of a directory PATH.new, and linked to its name when it is ready.
  return [
    grant("net", { ...account, value: `unix:${path}` }),
    grant("net", { ...account, value: `unix:${path}.new/s` }),
    ...(path === server.file
      ? socketFiles(path, account)
      : grantDirectory(sharedMemoryLink(pidfile), account)),
  ];
}

/** Files that are read again while the daemon runs. */
function secretEntries(server: ServerConfig): readonly PermissionEntry[] {
  const files: readonly (readonly [key: string, path: string | undefined])[] = [
    ["password_file", server.passwordFile?.path],
    ["tls_cert", server.tls?.cert],
    ["tls_key", server.tls?.key],
  ];
  return files.flatMap(([key, value]) =>
    value === undefined ? [] : [grant("read", { ...accountIn(server, key), value })]
  );
}

function accountIn(server: ServerConfig, key: string): Account {
  return { reason: `[${server.section}] ${key}`, origin: server.origins[key] ?? server.origin };
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
    grant("net", { ...account, value: `unix:${address.path}.new` }),
    grant("write", { ...account, value: address.path }),
    ...grantFile(`${address.path}.new`, account),
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
