/**
 * The files that the activity log and the child logs need.
 *
 * @module
 */

import type { ChannelConfig, Config, ProcessConfig } from "#lib/config/config.ts";
import { absolutePath, dirname } from "#lib/config/paths.ts";
import { type Account, grantDirectory, grantFile } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import { accountOf, originOf } from "./origin.ts";

/** The daemon's own streams: they are open already. */
const OWN_STREAM = /^(?:\/dev\/std(?:out|err)|(?:\/dev|\/proc\/(?:self|1))\/fd\/[12])$/;

/** `[supervisord] logfile` and `childlogdir`. */
export function activityLogEntries(config: Config): readonly PermissionEntry[] {
  const { logfile, childlogdir } = config.supervisord;
  return [
    ...logEntries(logfile, accountOf(config, "logfile")),
    ...grantDirectory(childlogdir, accountOf(config, "childlogdir")),
  ];
}

/**
 * The logs of one process, relative ones in the daemon's directory `cwd`. Those in `childlogdir` (AUTO)
 * are covered by it.
 */
export function childLogEntries(process: ProcessConfig, cwd: string): readonly PermissionEntry[] {
  return channels(process).flatMap(([name, { logfile }]) => {
    if (logfile.kind !== "file") return [];
    const key = `${name}_logfile`;
    return logEntries(absolutePath(logfile.path, cwd), {
      reason: `${process.section} ${key}`,
      origin: originOf(process, key),
    });
  });
}

/** Where all these logs lie, each directory once. */
export function logDirectories(config: Config, cwd: string): readonly string[] {
  const { logfile, childlogdir } = config.supervisord;
  const processes = config.groups.flatMap((group) => group.processes);
  const files = processes.flatMap((process) =>
    channels(process).flatMap(([, { logfile }]) => logfile.kind === "file" ? [logfile.path] : [])
  );
  const directories = [logfile, ...files].filter((path) => path !== "syslog" && !isDevice(path))
    .map((path) => dirname(absolutePath(path, cwd)));
  return [...new Set([childlogdir, ...directories])];
}

/** The output streams of a process that exist by themselves. */
export function channels(
  process: ProcessConfig,
): readonly (readonly ["stdout" | "stderr", ChannelConfig])[] {
  const stdout = ["stdout", process.stdout] as const;
  return process.redirectStderr ? [stdout] : [stdout, ["stderr", process.stderr]];
}

/** A log rotates and is made anew, so its directory is needed; devices do neither. */
function logEntries(path: string, account: Account): readonly PermissionEntry[] {
  if (path === "syslog" || OWN_STREAM.test(path)) return [];
  return isDevice(path) ? grantFile(path, account) : grantDirectory(dirname(path), account);
}

function isDevice(path: string): boolean {
  return OWN_STREAM.test(path) || (path.startsWith("/dev/") && !path.startsWith("/dev/shm/"));
}
