/**
 * Brings a configuration as Supervisor and as this loader see it into one shape: a flat list of keys
 * and values, or the messages it is refused with.
 *
 * @module
 */

import type {
  ChannelConfig,
  Config,
  GroupConfig,
  LogTarget,
  ProcessConfig,
} from "#lib/config/config.ts";
import type { LoadResult } from "#lib/config/load.ts";
import { defaultServerUrl } from "#lib/config/servers.ts";
import { SIGNAL_NUMBERS } from "#lib/config/signals.ts";
import type { Answer } from "./oracle.ts";

/** What became of a configuration. */
export type Outcome =
  | { readonly verdict: "accepted"; readonly values: ReadonlyMap<string, unknown> }
  | { readonly verdict: "rejected"; readonly messages: readonly string[] }
  /** Supervisor showed a traceback. */
  | { readonly verdict: "crashed"; readonly messages: readonly string[] };

/** Notices that Supervisor has too. */
const SHARED_NOTICES: ReadonlySet<string> = new Set([
  "include",
  "include-no-match",
  "logfile-syslog",
  "logfile-auto",
  "logfile-ignored",
]);

/** Supervisor's answer to a `load` question. */
export function theirOutcome(answer: Answer): Outcome {
  if (!answer.ok) {
    return { verdict: answer.crash === false ? "rejected" : "crashed", messages: [answer.message] };
  }
  const { supervisord, groups, servers, rpcinterfaces, warnings, infos } = answer as unknown as {
    supervisord: Record<string, unknown>;
    groups: readonly TheirGroup[];
    servers: readonly Record<string, unknown>[];
    rpcinterfaces: unknown;
    warnings: readonly string[];
    infos: readonly string[];
  };
  return accepted({
    supervisord,
    servers,
    rpcinterfaces,
    warnings: [...new Set(warnings)],
    infos: [...new Set(infos)],
    group_order: groups.map((group) => group.name),
    groups: keyedByFirst(groups.map(({ processes, ...group }) => ({
      ...group,
      process_order: processes.map((process) => process.name),
      processes: keyed(processes),
    }))),
  });
}

interface TheirGroup {
  readonly name: string;
  readonly processes: readonly (Record<string, unknown> & { readonly name: string })[];
}

/** The result of this loader. */
export function ourOutcome(result: LoadResult): Outcome {
  if (!result.ok) {
    return { verdict: "rejected", messages: result.problems.map((problem) => problem.message) };
  }
  const { config } = result;
  const shared = config.notices.filter((notice) => SHARED_NOTICES.has(notice.code));
  return accepted({
    supervisord: ourSupervisord(config),
    servers: config.servers.map(ourServer),
    rpcinterfaces: config.rpcInterfaces.map(({ name, options }) => [name, options]),
    warnings: shared.filter(({ level }) => level === "warn").map(({ message }) => message),
    infos: shared.filter(({ level }) => level === "info").map(({ message }) => message),
    group_order: config.groups.map((group) => group.name),
    groups: keyedByFirst(config.groups.map((group) => ({
      ...ourGroup(group),
      process_order: group.processes.map((process) => process.name),
      processes: keyed(group.processes.map(ourProcess)),
    }))),
  });
}

function ourSupervisord(config: Config): Record<string, unknown> {
  const { supervisord: own, servers } = config;
  return {
    logfile: own.logfile,
    logfile_maxbytes: own.logfileMaxbytes,
    logfile_backups: own.logfileBackups,
    loglevel: own.loglevel,
    pidfile: own.pidfile,
    umask: own.umask,
    nodaemon: own.nodaemon,
    silent: own.silent,
    minfds: own.minfds,
    minprocs: own.minprocs,
    nocleanup: own.nocleanup,
    childlogdir: own.childlogdir,
    uid: own.user,
    directory: own.directory,
    strip_ansi: own.stripAnsi,
    environment: own.environment,
    identifier: own.identifier,
    serverurl: defaultServerUrl(servers),
  };
}

function ourServer(server: Config["servers"][number]): Record<string, unknown> {
  const { kind, section, credentials } = server;
  const username = credentials?.username ?? null;
  const password = credentials?.password ?? null;
  if (server.kind === "inet") {
    return { kind, section, username, password, host: server.host, port: server.port };
  }
  const { file, chmod, chown } = server;
  const owner = chown === null ? [-1, -1] : [chown.uid, chown.gid];
  return { kind, section, username, password, file, chmod, chown: owner };
}

function ourGroup(group: GroupConfig): { name: string } & Record<string, unknown> {
  const { kind, name, priority } = group;
  if (group.kind === "eventlistener") {
    const { bufferSize: buffer_size, events } = group;
    return { kind, name, priority, buffer_size, events: [...events].sort() };
  }
  if (group.kind === "fcgi") {
    const { url, backlog, mode } = group.socket;
    const owner = group.socket.owner === null
      ? null
      : [group.socket.owner.uid, group.socket.owner.gid];
    return { kind, name, priority, socket: { url, backlog, owner, mode } };
  }
  return { kind, name, priority };
}

function ourProcess(process: ProcessConfig): { name: string } & Record<string, unknown> {
  const { name, uid, command, directory, umask, priority, autostart, autorestart } = process;
  const { startsecs, startretries, stopwaitsecs, stopasgroup, killasgroup, exitcodes } = process;
  const { environment, serverurl } = process;
  return {
    ...{ name, uid, command, directory, umask, priority, autostart, autorestart },
    ...{ startsecs, startretries, stopwaitsecs, stopasgroup, killasgroup, exitcodes },
    ...{ environment, serverurl },
    stopsignal: SIGNAL_NUMBERS.get(process.stopsignal),
    redirect_stderr: process.redirectStderr,
    ...ourChannel("stdout", process.stdout),
    ...ourChannel("stderr", process.stderr),
  };
}

function ourChannel(stream: string, channel: ChannelConfig): Record<string, unknown> {
  return {
    [`${stream}_logfile`]: ourLogfile(channel.logfile),
    [`${stream}_logfile_maxbytes`]: channel.logfileMaxbytes,
    [`${stream}_logfile_backups`]: channel.logfileBackups,
    [`${stream}_capture_maxbytes`]: channel.captureMaxbytes,
    [`${stream}_events_enabled`]: channel.eventsEnabled,
    [`${stream}_syslog`]: channel.syslog,
  };
}

function ourLogfile(target: LogTarget): unknown {
  if (target.kind === "auto") return { auto: true };
  return target.kind === "file" ? target.path : null;
}

/** Of groups with one name the first is active. */
function keyedByFirst<T extends { readonly name: string }>(things: readonly T[]) {
  return keyed([...things].reverse());
}

/** Of processes with one name the last is run. */
function keyed<T extends { readonly name: string }>(things: readonly T[]): Record<string, T> {
  const result: Record<string, T> = Object.create(null);
  for (const thing of things) result[thing.name] = thing;
  return result;
}

function accepted(tree: Record<string, unknown>): Outcome {
  const values = new Map<string, unknown>();
  flatten(tree, { path: "", into: values });
  return { verdict: "accepted", values };
}

/** Objects become paths with dots, down to `environment`, which is one value. */
function flatten(node: unknown, options: { path: string; into: Map<string, unknown> }): void {
  const { path, into } = options;
  const isTree = typeof node === "object" && node !== null && !Array.isArray(node);
  if (!isTree || path.endsWith("environment") || "auto" in (node as object)) {
    into.set(path, node);
    return;
  }
  for (const [key, value] of Object.entries(node as object)) {
    flatten(value, { path: path === "" ? key : `${path}.${key}`, into });
  }
}
