/**
 * The helper programs that the daemon runs, and why.
 *
 * @module
 */

import type { Config, ProcessConfig } from "#lib/config/config.ts";
import { grant, grantRun } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { findHelper, HELPER_PATHS, type HelperName } from "./helpers.ts";
import { channels } from "./logs.ts";
import { accountOf, originOf } from "./origin.ts";

/**
 * The daemon's own helper programs. `runs` are the executables that are listed for programs: where a
 * shell is among them, the daemon uses it to merge output streams and needs nothing else for that.
 */
export function helperEntries(
  config: Config,
  options: { readonly facts: PermissionFacts; readonly runs: ReadonlySet<string | null> },
): readonly PermissionEntry[] {
  const { facts, runs } = options;
  const hasShell = HELPER_PATHS.shell.some((path) => runs.has(path));
  const donorReason = "plays a child that cannot be set up (exit status 127)";
  return [
    ...helperEntry("donor", { facts, reason: donorReason, origin: null }),
    ...config.groups.flatMap((group) => group.processes).flatMap((process) =>
      processHelperEntries(process, { facts, hasShell })
    ),
    ...mainSyslogEntries(config, facts),
  ];
}

/** What the daemon itself runs and does for one process. `hasShell`: a shell is listed anyway. */
export function processHelperEntries(
  process: ProcessConfig,
  options: { readonly facts: PermissionFacts; readonly hasShell: boolean },
): readonly PermissionEntry[] {
  return [
    ...stopEntries(process, options.facts),
    ...mergeEntries(process, options),
    ...syslogEntries(process, options.facts),
    ...umaskEntries(process),
  ];
}

/** Running the helper `name`; nothing where the machine has none. */
export function helperEntry(
  name: HelperName,
  options: {
    readonly facts: PermissionFacts;
    readonly reason: string;
    readonly origin: PermissionEntry["origin"];
  },
): readonly PermissionEntry[] {
  const path = findHelper(name, options.facts.executables);
  return path === null ? [] : [grantRun(path, options)];
}

function stopEntries(process: ProcessConfig, facts: PermissionFacts): readonly PermissionEntry[] {
  if (!process.stopasgroup && !process.killasgroup) return [];
  const key = process.stopasgroup ? "stopasgroup" : "killasgroup";
  const account = {
    facts,
    reason: `${process.section} ${key}: signals its process group`,
    origin: originOf(process, key),
  };
  const kill = helperEntry("kill", account);
  return kill.length > 0 ? kill : helperEntry("shell", account);
}

/**
 * Both streams of a program in one pipe: a shell that is listed anyway does it, and must leave `PWD` as
 * it was; else the donor's pipe is opened a second time.
 */
function mergeEntries(
  process: ProcessConfig,
  { facts, hasShell }: { readonly facts: PermissionFacts; readonly hasShell: boolean },
): readonly PermissionEntry[] {
  if (!process.redirectStderr) return [];
  const account = {
    reason: `${process.section} redirect_stderr: one pipe for both streams`,
    origin: originOf(process, "redirect_stderr"),
  };
  if (hasShell) return [grant("env", { ...account, value: "PWD" })];
  return [
    ...helperEntry("donor", { ...account, facts }),
    grant("env", { ...account, value: "NODE_V8_COVERAGE" }),
    grant("write", { ...account, value: "/dev/fd" }),
  ];
}

function syslogEntries(process: ProcessConfig, facts: PermissionFacts): readonly PermissionEntry[] {
  return channels(process).flatMap(([name, channel]) => {
    if (!channel.syslog) return [];
    const key = `${name}_syslog`;
    const origin = originOf(process, key);
    return helperEntry("logger", { facts, reason: `${process.section} ${key}`, origin });
  });
}

function mainSyslogEntries(config: Config, facts: PermissionFacts): readonly PermissionEntry[] {
  if (config.supervisord.logfile !== "syslog") return [];
  return helperEntry("logger", { facts, ...accountOf(config, "logfile") });
}

/** Deno's command line knows no narrower name for the file mode mask than all system information. */
function umaskEntries(process: ProcessConfig): readonly PermissionEntry[] {
  if (process.umask === null) return [];
  const origin = originOf(process, "umask");
  const entry = grant("sys", { value: null, reason: `${process.section} umask`, origin });
  return [{
    ...entry,
    danger: "asks for everything that Deno tells about the system and the user",
  }];
}
