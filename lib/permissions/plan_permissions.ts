/**
 * From a configuration to the least set of permissions that a daemon for it needs.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { newStateFilePath, stateFilePath } from "#lib/supervisor/state_file_path.ts";
import { grant, grantFile } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { INSPECTOR_ADDRESS } from "./inspector.ts";
import { activityLogEntries, childLogEntries } from "./logs.ts";
import { helperEntries, helperEntry } from "./helper_entries.ts";
import { programEntries } from "./programs.ts";
import { extraEntries } from "./extra_entries.ts";
import { accountOf } from "./origin.ts";
import { pluginEntries } from "./plugin_entries.ts";
import { realPath } from "./real_path.ts";
import { fcgiEntries, serverEntries } from "./servers.ts";
import { usageEntries } from "./usage_entries.ts";

/** What a daemon may do. */
export interface PermissionPlan {
  /** Without two alike, in the order run, read, write, net, env, sys. */
  readonly entries: readonly PermissionEntry[];
}

/** Variables that every daemon reads: for commands, for `~` and for the default of `childlogdir`. */
const OWN_VARIABLES = ["HOME", "PATH", "TEMP", "TMP", "TMPDIR"];

/** Facts about the system that every daemon asks for. */
const OWN_SYSTEM_FACTS = ["gid", "hostname", "uid"];

const KINDS = ["run", "read", "write", "net", "env", "sys"] as const;

/** Computes the permissions for `config`, each with its reason. */
export function planPermissions(config: Config, facts: PermissionFacts): PermissionPlan {
  const processes = config.groups.flatMap((group) => group.processes);
  const programs = processes.flatMap((process) => programEntries(process, facts));
  const extras = extraEntries(config, facts);
  const entries = [
    ...configEntries(config, facts),
    ...activityLogEntries(config),
    ...pidfileEntries(config),
    ...stateFileEntries(config, facts),
    ...config.servers.flatMap((server) => serverEntries(server, config.supervisord.pidfile)),
    ...usageEntries(config, facts),
    ...config.groups.flatMap((group) => group.kind === "fcgi" ? fcgiEntries(group) : []),
    ...processes.flatMap((process) => childLogEntries(process, facts.cwd)),
    ...programs,
    ...helperEntries(config, { facts, runs: executablesIn([...programs, ...extras]) }),
    ...extras,
    ...config.plugins.flatMap((plugin) => pluginEntries(plugin, facts)),
    ...commonEntries(facts),
  ];
  return { entries: sorted(unique([...entries, ...linkedEntries(entries, facts)])) };
}

/**
 * What is written below a link, as `/var/run` often is one. A file is opened by the path that the
 * configuration names, but to look at an open file, Deno wants to be allowed to read where it really is.
 */
function linkedEntries(
  entries: readonly PermissionEntry[],
  { readLink }: PermissionFacts,
): readonly PermissionEntry[] {
  if (readLink === undefined) return [];
  const written = new Set(entries.filter(({ kind }) => kind === "write").map(({ value }) => value));
  return entries.flatMap((entry) => {
    const { kind, value } = entry;
    if (kind !== "read" || !value?.startsWith("/") || !written.has(value)) return [];
    const real = realPath(value, readLink);
    return real === value ? [] : [{ ...entry, value: real }];
  });
}

function executablesIn(entries: readonly PermissionEntry[]): ReadonlySet<string | null> {
  return new Set(entries.filter(({ kind }) => kind === "run").map(({ value }) => value));
}

/** `reread` reads the files again, and those that appear beside included ones. */
function configEntries(config: Config, facts: PermissionFacts): readonly PermissionEntry[] {
  const origin = { file: config.path, line: 1 };
  const files = config.files.map((value) =>
    grant("read", { value, reason: "the configuration, for reread", origin })
  );
  const directories = facts.includeDirectories.map((value) =>
    grant("read", { value, reason: "[include] files", origin })
  );
  return [...files, ...directories];
}

function pidfileEntries(config: Config): readonly PermissionEntry[] {
  return [grant("write", { value: config.supervisord.pidfile, ...accountOf(config, "pidfile") })];
}

/** The living children stand in a file beside the pidfile, for the daemon that comes after a SIGKILL. */
function stateFileEntries(config: Config, facts: PermissionFacts): readonly PermissionEntry[] {
  const { pidfile, orphans } = config.supervisord;
  const account = {
    ...accountOf(config, "pidfile"),
    reason: "[supervisord] children, beside pidfile",
  };
  const path = stateFilePath(pidfile);
  const files = [path, newStateFilePath(path)].flatMap((each) => grantFile(each, account));
  if (facts.leftState !== true) return files;
  const left = { facts, reason: "processes of a killed supervisord", origin: null };
  const kill = orphans === "kill" ? helperEntry("kill", left) : [];
  return [...files, ...helperEntry("ps", left), ...kill];
}

function commonEntries(facts: PermissionFacts): readonly PermissionEntry[] {
  const { hostname, port } = INSPECTOR_ADDRESS;
  const own = (kind: "read" | "net" | "env" | "sys", reason: string) => (value: string) =>
    grant(kind, { value, reason, origin: null });
  return [
    ...["/etc/group", "/etc/passwd"].map(own("read", "names of users and groups")),
    ...[`${hostname}:${port}`].map(own("net", "held, so that SIGUSR1 opens no debugger there")),
    ...OWN_VARIABLES.map(own("env", "the daemon's own")),
    ...facts.environment.map(own("env", "%(ENV_…)s in the configuration")),
    ...OWN_SYSTEM_FACTS.map(own("sys", "the daemon's own")),
  ];
}

/** `numprocs` gives many processes with one account. */
function unique(entries: readonly PermissionEntry[]): readonly PermissionEntry[] {
  const kept = new Map<string, PermissionEntry>();
  for (const entry of entries) {
    const { kind, value, reason } = entry;
    const key = JSON.stringify([kind, value, reason]);
    if (!kept.has(key)) kept.set(key, entry);
  }
  return [...kept.values()];
}

function sorted(entries: readonly PermissionEntry[]): readonly PermissionEntry[] {
  return KINDS.flatMap((kind) => entries.filter((entry) => entry.kind === kind));
}
