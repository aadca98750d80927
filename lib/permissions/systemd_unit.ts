/**
 * A unit file for systemd that starts a daemon through its launcher.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { grantedValues, permissionFlags } from "./flags.ts";
import type { PermissionPlan } from "./plan_permissions.ts";

/** Beyond the waits that the config has: for logs, listeners and the daemon itself. */
const SPARE_SECONDS = 10;

/** Directories that `ProtectSystem=full` makes unwritable. */
const PROTECTED = /^\/(?:boot|efi|etc|usr)(?:\/|$)/;

/** What a unit is made of. */
export interface UnitOptions {
  /** Absolute paths of the launchers. */
  readonly denvisord: string;
  readonly svctl: string;
  /** `PATH` of the daemon: systemd's own is another one than that of a shell. */
  readonly path: string | undefined;
}

/**
 * The unit. What it forbids holds for the programs too, so it forbids only what ordinary services do not
 * do; the permissions are computed by the launcher at each start, and stand here to be read.
 */
export function systemdUnit(
  config: Config,
  { plan, options }: { readonly plan: PermissionPlan; readonly options: UnitOptions },
): string {
  const { denvisord, svctl, path } = options;
  const writable = grantedValues("write", plan.entries) ?? [];
  const punched = writable.filter((value) => PROTECTED.test(value));
  const { directory } = config.supervisord;
  const file = execWord(config.path);
  return `# The launcher computes the permissions at each start. For this configuration they are:
${permissionFlags(plan).map((flag) => `#   ${flag}\n`).join("")}
[Unit]
Description=Denvisor, a process supervisor
Documentation=file://${unitText(config.path)}
After=network.target nss-user-lookup.target

[Service]
Type=exec
ExecStart=${execWord(denvisord)} -n -c ${file}
ExecReload=${execWord(svctl)} -c ${file} update
KillMode=mixed
TimeoutStopSec=${stopSeconds(config)}
Restart=on-failure
WorkingDirectory=${unitText(directory ?? "/")}
${path === undefined ? "" : `Environment=${unitWord(`PATH=${path}`)}\n`}
# For the daemon and its programs alike. V8 makes code at run time: no MemoryDenyWriteExecute.
ProtectSystem=full
${punched.length === 0 ? "" : `ReadWritePaths=${pathList(punched)}\n`}ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RestrictRealtime=yes
SystemCallArchitectures=native
# Where the programs write nowhere else and call no set-uid program:
#ProtectSystem=strict
#ReadWritePaths=${pathList(writable)}
#NoNewPrivileges=yes

[Install]
WantedBy=multi-user.target
`;
}

/**
 * Seconds within which a shutdown is over: groups stop one priority after the other, so the longest wait
 * of each counts, with a second for SIGKILL.
 */
export function stopSeconds(config: Config): number {
  const waits = new Map<number, number>();
  for (const { priority, processes } of config.groups) {
    const longest = Math.max(0, ...processes.map(({ stopwaitsecs }) => stopwaitsecs + 1));
    waits.set(priority, Math.max(waits.get(priority) ?? 0, longest));
  }
  return [...waits.values()].reduce((sum, wait) => sum + wait, SPARE_SECONDS);
}

/** One word of a command line, where `$` begins a variable. */
function execWord(text: string): string {
  return unitWord(text.replaceAll("$", "$$$$"));
}

/** Paths that need not be there. */
function pathList(paths: readonly string[]): string {
  return paths.map((path) => unitWord(`-${path}`)).join(" ");
}

/** One word of a list. */
function unitWord(text: string): string {
  const escaped = unitText(text);
  return /[\s"'\\;]/.test(escaped)
    ? `"${escaped.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`
    : escaped;
}

/** `%` begins a specifier. */
function unitText(text: string): string {
  return text.replaceAll("%", "%%");
}
