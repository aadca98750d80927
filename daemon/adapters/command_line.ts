import { HELPER_PATHS } from "#lib/permissions/helpers.ts";
import { SpawnError, type SpawnRequest } from "#lib/ports/spawner.ts";
import { EVERY_PROGRAM, executableLine, type RunList, withoutLoaderVariables } from "./run_list.ts";

/** The helper programs that the daemon may run; `null` = not there, or not permitted. */
export interface SpawnHelpers {
  /** Merges the output streams without leaving further descriptors in the child. */
  readonly shell: string | null;
  /** `true`: lends its pipe to a program with `redirect_stderr`, and its pid to one that could not be set up. */
  readonly donor: string | null;
  /** Switches to a user with supplementary groups. */
  readonly setpriv: string | null;
  /** Which programs may be run. @default every program */
  readonly runList?: RunList;
}

/** Who a child runs as. `groups` lists the primary gid first. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/**
 * Duplicates standard error onto standard output, and becomes the program. The shell sets PWD to the
 * directory that it starts in; Supervisor's children have what the daemon had: it is put back.
 */
const MERGE_SCRIPT = 'PWD=$1; shift; exec "$0" "$@" 2>&1';
const MERGE_SCRIPT_WITHOUT_PWD = 'unset PWD; shift; exec "$0" "$@" 2>&1';

/**
 * What is really executed: the program, behind the helpers that it needs. Each keeps the pid.
 *
 * @throws {SpawnError} without the helper that it needs
 */
export function commandLine(
  request: SpawnRequest,
  { identity, helpers, pwd: own }: {
    readonly identity: Identity | null;
    readonly helpers: SpawnHelpers;
    /** `PWD` of the daemon's environment. */
    readonly pwd: string | undefined;
  },
): { readonly line: readonly string[]; readonly environment: Readonly<Record<string, string>> } {
  const list = helpers.runList ?? EVERY_PROGRAM;
  const set = withoutLoaderVariables([request.file, ...request.args], {
    environment: request.environment,
    list,
  });
  let { line } = set;
  if (identity !== null && !isPlain(identity)) {
    const setpriv = helpers.setpriv ??
      (list.runner === null ? null : HELPER_PATHS.setpriv[0]!);
    if (setpriv === null) {
      throw new SpawnError("permission", { errno: "supplementary groups need setpriv" });
    }
    line = [
      setpriv,
      `--reuid=${identity.uid}`,
      `--regid=${identity.gid}`,
      `--groups=${identity.groups.join(",")}`,
      "--",
      ...line,
    ];
  }
  if (request.redirectStderr && helpers.shell !== null) {
    const [file, ...args] = line;
    const pwd = request.environment["PWD"] ?? own;
    const script = pwd === undefined ? MERGE_SCRIPT_WITHOUT_PWD : MERGE_SCRIPT;
    line = [helpers.shell, "-c", script, file!, pwd ?? "", ...args];
  }
  return { line: executableLine(line, list), environment: set.environment };
}

/** Deno itself can set uid and gid; it leaves no supplementary groups. */
export function isPlain(identity: Identity): boolean {
  return identity.groups.every((gid) => gid === identity.gid);
}
