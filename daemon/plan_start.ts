/**
 * From a loaded config to everything that the launcher needs to become the daemon.
 *
 * @module
 */

import type { Config, SupervisordConfig } from "#lib/config/config.ts";
import type { PermissionEntry } from "#lib/permissions/entry.ts";
import { findHelper } from "#lib/permissions/helpers.ts";
import { grantedValues, isCovered, permissionFlags, unlistable } from "#lib/permissions/flags.ts";
import type { Lookups } from "#lib/permissions/lookups.ts";
import { logDirectories } from "#lib/permissions/logs.ts";
import { planDaemon } from "#lib/permissions/plan_daemon.ts";
import type { ReadLink } from "#lib/permissions/real_path.ts";
import { neededLink } from "#lib/permissions/shared_memory.ts";
import type { Executables } from "#lib/ports/executables.ts";
import type { UserEntry, Users } from "#lib/ports/users.ts";
import type { EnvironmentPlan } from "./plan_environment.ts";
import type { Handover, HandoverNote } from "./plan_handover.ts";
import { logsToProcessOne } from "./plan_streams.ts";
import { type Limit, type LimitChange, planLimits } from "./plan_limits.ts";

/** What a start is planned from. */
export interface StartRequest {
  readonly config: Config;
  readonly argv0: string;
  readonly cwd: string;
  /** The user that the launcher runs as. */
  readonly uid: number;
  readonly lookups: Lookups;
  readonly executables: Executables;
  readonly users: Users;
  readonly readLink: ReadLink;
  readonly environment: EnvironmentPlan;
  readonly files: Limit;
  readonly processes: Limit;
  /** The named pipe that the launcher of a daemon in the background will listen on. */
  readonly launcher: string;
  /** Whether a directory lies on a mount that may hang. */
  isRemote(directory: string): boolean;
  /** A daemon that was killed left its state file. */
  readonly leftState: boolean;
  /** The directory that plugins import from, where there is one. */
  readonly pluginLibrary: string | undefined;
}

/** How a daemon is put into the background. */
export interface Background {
  readonly umask: number;
  readonly directory: string | null;
  /** Where its output goes: to `/dev/null`, or where that of process 1 goes. */
  readonly streams: "null" | "process-1";
}

/** A start, ready to be written as shell; or the message of a usage error. */
export type StartPlan =
  | {
    readonly ok: true;
    readonly flags: readonly string[];
    readonly handover: Handover;
    readonly files: LimitChange | null;
    readonly processes: LimitChange | null;
    /** The name by which the daemon reaches `/dev/shm`; `null` when it need not. */
    readonly sharedMemoryLink: string | null;
    /** Words in front of the daemon's command that switch to its user; empty to stay. */
    readonly switchUser: readonly string[];
    /** The user's name, for messages. */
    readonly user: string | null;
    /** Set before a daemon in the background starts; `null` in the foreground (K-40). */
    readonly background: Background | null;
  }
  | { readonly ok: false; readonly message: string };

/** Plans the start of a daemon for `config`. */
export function planStart(request: StartRequest): StartPlan {
  const { config, uid } = request;
  const { supervisord } = config;
  const limits = planLimits({
    settings: supervisord,
    files: request.files,
    processes: request.processes,
    isRoot: uid === 0,
    programs: config.groups.reduce((sum, group) => sum + group.processes.length, 0),
  });
  if (!limits.ok) return limits;
  const identity = planIdentity(supervisord, request);
  if (!identity.ok) return identity;
  const background = supervisord.nodaemon ? null : {
    umask: supervisord.umask,
    directory: supervisord.directory,
    streams: logsToProcessOne(config, request.readLink) ? "process-1" as const : "null" as const,
  };
  const permissions = planDaemon(config, { ...request, env: request.environment.target });
  const [impossible] = unlistable(permissions);
  if (impossible !== undefined) {
    const { value, reason } = impossible;
    return {
      ok: false,
      message: `Cannot permit '${value}' (${reason}): it contains a comma or '*'`,
    };
  }
  const readable = new Set(grantedValues("read", permissions.entries));
  return {
    ok: true,
    flags: permissionFlags({
      entries: [...permissions.entries, ...background === null ? [] : [tellsLauncher(request)]],
    }),
    handover: {
      argv0: request.argv0,
      config: config.path,
      cwd: request.cwd,
      environment: (grantedValues("env", permissions.entries) ?? [])
        .filter((name) => name !== "NODE_V8_COVERAGE"),
      directories: [...request.lookups.directories]
        .filter((path) => !readable.has(path) && !isCovered(path, readable)),
      remote: logDirectories(config, request.cwd).filter((path) => request.isRemote(path)),
      notes: [...droppedNotes(request.environment), ...limits.notes],
      launcher: background === null ? null : request.launcher,
    },
    files: limits.files,
    processes: limits.processes,
    sharedMemoryLink: neededLink(config),
    switchUser: identity.words,
    user: identity.user?.name ?? null,
    background,
  };
}

/** Beside what the config needs, and of no use later: nothing is at this path once the daemon is ready. */
function tellsLauncher({ launcher }: StartRequest): PermissionEntry {
  return { kind: "write", value: launcher, reason: "tells the launcher", origin: null };
}

type IdentityPlan =
  | {
    readonly ok: true;
    readonly user: UserEntry | null;
    readonly words: readonly string[];
  }
  | { readonly ok: false; readonly message: string };

/** Who the daemon will be: `[supervisord] user`, with the groups that Supervisor would give it. */
function planIdentity(settings: SupervisordConfig, request: StartRequest): IdentityPlan {
  const { uid, users, executables } = request;
  if (settings.user === null || settings.user === uid) {
    return { ok: true, user: null, words: [] };
  }
  if (uid !== 0) return { ok: false, message: "Can't drop privilege as nonroot user" };
  const user = users.byUid(settings.user);
  if (user === null) return { ok: false, message: `Can't find uid ${settings.user}` };
  const setpriv = findHelper("setpriv", executables);
  if (setpriv === null) {
    return { ok: false, message: `Can't switch to user '${user.name}': setpriv is not installed` };
  }
  return {
    ok: true,
    user,
    words: [
      ...[setpriv, `--reuid=${user.uid}`, `--regid=${user.gid}`],
      ...[`--groups=${users.groupsOf(user).join(",")}`, "--"],
    ],
  };
}

function droppedNotes({ dropped }: EnvironmentPlan): readonly HandoverNote[] {
  return dropped.map((name) => ({
    level: "warn",
    message:
      `${name} was taken out of the environment: under a list of programs, Deno starts none ` +
      "with it; programs that need it can have it set in their environment=",
  }));
}
