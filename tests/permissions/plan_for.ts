/**
 * Plans permissions for a configuration's text on a machine that exists in memory only.
 *
 * @module
 */

import assert from "node:assert/strict";
import { dirname } from "node:path/posix";
import type { Config } from "#lib/config/config.ts";
import { loadConfig } from "#lib/config/load.ts";
import { type PermissionPlan, planPermissions } from "#lib/permissions/plan_permissions.ts";
import type { PermissionFacts } from "#lib/permissions/facts.ts";
import type { Executables } from "#lib/ports/executables.ts";
import { FileError, type FileSystem, type Host } from "#lib/ports/file_system.ts";
import type { UserEntry, Users } from "#lib/ports/users.ts";

/** How the machine differs from the usual one. */
export interface MachineOptions {
  /** Paths that are executable beside the usual ones. */
  readonly executables?: readonly string[];
  /** Usual executables that are not there. */
  readonly without?: readonly string[];
  /** The user that the daemon runs as. @default 0 */
  readonly uid?: number;
  /** The daemon's `PATH`. */
  readonly path?: string;
  readonly environment?: readonly string[];
  readonly includeDirectories?: readonly string[];
  /** A daemon that was killed left its state file. */
  readonly leftState?: boolean;
}

/** Where the configuration lies. */
export const CONFIG_PATH = "/srv/app/supervisord.conf";

const EXECUTABLES = [
  ...["/bin/sh", "/bin/true", "/bin/kill", "/bin/sleep", "/usr/bin/env", "/usr/bin/logger"],
  ...["/usr/bin/setpriv", "/usr/bin/python3", "/usr/sbin/nginx"],
];

const USERS: readonly (UserEntry & { readonly groups: readonly number[] })[] = [
  { name: "root", uid: 0, gid: 0, home: "/root", groups: [0] },
  { name: "plain", uid: 1000, gid: 1000, home: "/home/plain", groups: [1000] },
  { name: "grouped", uid: 1001, gid: 1001, home: "/home/grouped", groups: [1001, 44] },
];

const HEAD = `[supervisord]
logfile=/srv/app/log/activity.log
pidfile=/srv/app/run/daemon.pid
childlogdir=/srv/app/children
`;

/** The plan for `[supervisord]` with its paths under `/srv/app`, followed by `rest`. */
export function planFor(rest: string, options: MachineOptions = {}): PermissionPlan {
  return planForText(HEAD + rest, options);
}

/** The plan for a whole configuration. */
export function planForText(text: string, options: MachineOptions = {}): PermissionPlan {
  const { uid = 0, path = "/usr/sbin:/usr/bin:/bin" } = options;
  const config = load(text, uid);
  const facts: PermissionFacts = {
    uid,
    path,
    cwd: HOST.cwd,
    executables: executablesOf(options),
    users: USER_DATABASE,
    includeDirectories: options.includeDirectories ?? [],
    environment: options.environment ?? [],
    leftState: options.leftState ?? false,
  };
  return planPermissions(config, facts);
}

/** The configuration that {@linkcode planFor} plans for. */
export function configFor(rest: string): Config {
  return load(HEAD + rest, 0);
}

function load(text: string, uid: number): Config {
  const result = loadConfig({
    commandLine: { configuration: CONFIG_PATH, settings: new Map() },
    fs: filesWith(text),
    host: { ...HOST, uid },
    users: USER_DATABASE,
  });
  assert.ok(result.ok, JSON.stringify(result));
  return result.config;
}

const HOST: Omit<Host, "uid"> = {
  cwd: "/srv/app",
  home: "/root",
  tempDir: "/tmp",
  nodeName: "host",
  env: {},
};

function filesWith(text: string): FileSystem {
  return {
    readText(path) {
      if (path === CONFIG_PATH) return text;
      throw new FileError("not-found", { path, message: "no such file" });
    },
    kind: (path) => path === CONFIG_PATH ? "file" : dirname(path) === path ? null : "directory",
    list: () => [],
  };
}

function executablesOf(options: MachineOptions): Executables {
  const all = [...EXECUTABLES, ...options.executables ?? []];
  const there = new Set(all.filter((path) => !options.without?.includes(path)));
  return { probe: (path) => there.has(path) ? "executable" : "missing" };
}

const USER_DATABASE: Users = {
  byName: (name) => USERS.find((user) => user.name === name) ?? null,
  byUid: (uid) => USERS.find((user) => user.uid === uid) ?? null,
  groupByName: () => null,
  groupByGid: () => null,
  groupsOf: ({ uid }) => USERS.find((user) => user.uid === uid)?.groups ?? [],
};
