/**
 * What a `reread` reports: which groups are new, changed or gone (process.md 8).
 *
 * @module
 */

import type { ChannelConfig, GroupConfig, LogTarget, ProcessConfig } from "./config.ts";

/** The names of the groups that differ. */
export interface ConfigDiff {
  /** In the file and not active. */
  readonly added: readonly string[];
  /** Active and in the file with other settings. */
  readonly changed: readonly string[];
  /** Active and no longer in the file. */
  readonly removed: readonly string[];
}

/** Compares the groups of the file with those that are active, each in its own order. */
export function diffGroups(
  active: readonly GroupConfig[],
  loaded: readonly GroupConfig[],
): ConfigDiff {
  const activeByName = new Map(active.map((group) => [group.name, group]));
  const loadedNames = new Set(loaded.map((group) => group.name));
  return {
    added: namesOf(loaded.filter((group) => !activeByName.has(group.name))),
    changed: namesOf(loaded.filter((group) => {
      const current = activeByName.get(group.name);
      return current !== undefined && !sameGroup(current, group);
    })),
    removed: namesOf(active.filter((group) => !loadedNames.has(group.name))),
  };
}

function namesOf(groups: readonly GroupConfig[]): readonly string[] {
  return groups.map((group) => group.name);
}

/**
 * Whether a group of the file is no change to the active one. Of a FastCGI socket only the address
 * counts, not its owner, mode or backlog.
 */
export function sameGroup(active: GroupConfig, loaded: GroupConfig): boolean {
  return active.kind === loaded.kind && active.name === loaded.name &&
    active.priority === loaded.priority && sameKindOfGroup(active, loaded) &&
    active.processes.length === loaded.processes.length &&
    active.processes.every((process, index) => sameProcess(process, loaded.processes[index]!));
}

function sameKindOfGroup(active: GroupConfig, loaded: GroupConfig): boolean {
  if (active.kind === "fcgi" && loaded.kind === "fcgi") {
    return active.socket.url === loaded.socket.url;
  }
  if (active.kind === "eventlistener" && loaded.kind === "eventlistener") {
    const events = new Set(active.events);
    return active.bufferSize === loaded.bufferSize &&
      active.resultHandler === loaded.resultHandler &&
      events.size === loaded.events.length && loaded.events.every((name) => events.has(name));
  }
  return true;
}

const PLAIN_FIELDS = [
  "name",
  "uid",
  "command",
  "directory",
  "umask",
  "priority",
  "autostart",
  "autorestart",
  "startsecs",
  "startretries",
  "stopsignal",
  "stopwaitsecs",
  "stopasgroup",
  "killasgroup",
  "redirectStderr",
  "serverurl",
] as const satisfies readonly (keyof ProcessConfig)[];

const CHANNEL_FIELDS = [
  "logfileMaxbytes",
  "logfileBackups",
  "captureMaxbytes",
  "eventsEnabled",
  "syslog",
] as const satisfies readonly (keyof ChannelConfig)[];

/** Whether a process of the file is no change to the active one. */
export function sameProcess(active: ProcessConfig, loaded: ProcessConfig): boolean {
  return PLAIN_FIELDS.every((field) => active[field] === loaded[field]) &&
    active.exitcodes.length === loaded.exitcodes.length &&
    active.exitcodes.every((code, index) => code === loaded.exitcodes[index]) &&
    sameEnvironment(active.environment, loaded.environment) &&
    sameChannel(active.stdout, loaded.stdout) && sameChannel(active.stderr, loaded.stderr);
}

function sameChannel(active: ChannelConfig, loaded: ChannelConfig): boolean {
  return CHANNEL_FIELDS.every((field) => active[field] === loaded[field]) &&
    sameLogfile(active.logfile, loaded.logfile);
}

/**
 * A file's AUTO matches everything (K-42). An active AUTO has its own path by then, which no setting
 * of the file equals but AUTO.
 */
function sameLogfile(active: LogTarget, loaded: LogTarget): boolean {
  if (loaded.kind === "auto") return true;
  if (loaded.kind === "none") return active.kind === "none";
  return active.kind === "file" && active.path === loaded.path;
}

function sameEnvironment(
  active: Readonly<Record<string, string>>,
  loaded: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(active);
  return names.length === Object.keys(loaded).length &&
    names.every((name) => Object.hasOwn(loaded, name) && active[name] === loaded[name]);
}
