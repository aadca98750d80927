/**
 * Whether the daemon would come back from a restart, found out before anything is stopped.
 *
 * @module
 */

import type { Config, FcgiGroupConfig, ServerConfig } from "#lib/config/config.ts";
import { INSPECTOR_ADDRESS } from "#lib/permissions/inspector.ts";
import { refusalText } from "#lib/permissions/missing.ts";
import { serverEntries } from "#lib/permissions/servers.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { FcgiListeners } from "./adapters/fcgi_listener.ts";
import type { DaemonHost } from "./daemon_host.ts";
import { FcgiSocketError, SharedSocket } from "./fcgi_socket.ts";
import { ListenError } from "./http/listen_error.ts";
import { serverAddress, tryServer } from "./http/server_trial.ts";
import { LogOpenError } from "./output/log_open_error.ts";
import { dirname } from "#lib/text/posix_path.ts";
import { sinkOpener } from "./output/sink.ts";
import { missingIn, type PermissionCheck } from "./permission_check.ts";

/** What a restart is judged by. */
export interface RestartCheckParts {
  /** The config of the present run, whose addresses are free when it has ended. */
  readonly config: Config;
  readonly host: DaemonHost;
  readonly permissions: PermissionCheck;
}

/**
 * What would end the daemon on its way through a restart with `next`: a server, a FastCGI socket or an
 * activity log that cannot be opened, each named with what it lacks. Empty when there is nothing.
 *
 * A program that the restart would stop may be what holds an address: that is an obstacle, too.
 */
export async function restartObstacles(
  next: Config,
  parts: RestartCheckParts,
): Promise<readonly string[]> {
  const own = ownPlaces(parts.config);
  const servers: string[] = [];
  for (const server of next.servers) {
    servers.push(...await ofServer(server, { ...parts, own, next }));
  }
  const sockets = next.groups.flatMap((group) => group.kind === "fcgi" ? ofSocket(group, own) : []);
  return [...ofLog(next, parts), ...servers, ...sockets];
}

async function ofServer(
  server: ServerConfig,
  options: RestartCheckParts & { readonly own: ReadonlySet<string>; readonly next: Config },
): Promise<readonly string[]> {
  const { permissions, host, own, next } = options;
  const where = `HTTP server '${server.section}' cannot be opened on ${serverAddress(server)}`;
  const missing = permissions.missing(serverEntries(server, next.supervisord.pidfile));
  if (missing.length > 0) return [`${where}: ${refusalText(missing)}`];
  try {
    await tryServer(server, { uid: host.user.uid, isOwn: (address) => own.has(address) });
    return [];
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    const taken = error.problem === "in-use";
    return [`${where}: ${taken ? "another program is already listening there" : error.message}`];
  }
}

/** A socket that may not be had is told by the processes that need it, at a start and later. */
function ofSocket({ socket }: FcgiGroupConfig, own: ReadonlySet<string>): readonly string[] {
  if (own.has(placeOf(socket.address))) return [];
  try {
    new SharedSocket(socket, { factory: new FcgiListeners(), log: () => {} }).probe();
    return [];
  } catch (error) {
    if (!(error instanceof FcgiSocketError)) throw error;
    return missingIn(error) === null ? [error.message] : [];
  }
}

/** An embedding program logs to itself. */
function ofLog(next: Config, { config, host }: RestartCheckParts): readonly string[] {
  const { logfile, logfileMaxbytes: maxbytes, logfileBackups: backups } = next.supervisord;
  if (!host.standalone || logfile === "syslog") return [];
  // One that hangs would hold up everybody.
  if (host.remote.includes(dirname(logfile))) return [];
  const before = statOrNull(logfile);
  // A FIFO or a device that is in use is left in peace.
  const isPlain = before === null || before.isFile || before.isDirectory;
  if (!isPlain && logfile === config.supervisord.logfile) return [];
  try {
    const { streams, clock } = host;
    sinkOpener({ streams, clock, log: () => {} })(logfile, { maxbytes, backups }).close();
    // What is made for a moment is taken away; /dev/stdout and the like were there in another way.
    if (before === null && statOrNull(logfile) !== null) Deno.removeSync(logfile);
    return [];
  } catch (error) {
    return [error instanceof LogOpenError ? error.message : errorMessage(error)];
  }
}

/** What the present run listens on; a daemon always has the debugger's port. */
function ownPlaces({ servers, groups }: Config): ReadonlySet<string> {
  return new Set([
    `:${INSPECTOR_ADDRESS.port}`,
    ...servers.map((server) => server.kind === "inet" ? `:${server.port}` : server.file),
    ...groups.flatMap((group) => group.kind === "fcgi" ? [placeOf(group.socket.address)] : []),
  ]);
}

function placeOf(address: FcgiGroupConfig["socket"]["address"]): string {
  return address.kind === "tcp" ? `:${address.port}` : address.path;
}

function statOrNull(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}
