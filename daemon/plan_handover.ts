/**
 * What the launcher tells the daemon that it has planned and started.
 *
 * `bin/denvisord` first runs `daemon/plan.ts`, which reads the config, and then becomes
 * `deno run … daemon/main.ts --handover=JSON ARGUMENTS…`, where `ARGUMENTS` are the words that the user
 * typed. `docs/architecture.md` says what the daemon does with each member.
 *
 * @module
 */

import type { LogLevel } from "#lib/config/config.ts";

/** Facts that a process with few permissions cannot find out by itself. All paths are absolute. */
export interface Handover {
  /** The program's name for messages and for the search of a config file, as the user typed it. */
  readonly argv0: string;
  /** The config file that was planned for, also when it was searched: use it in place of `-c`. */
  readonly config: string;
  /** The directory that relative paths of the command line and the config start in. */
  readonly cwd: string;
  /** Variables that may be read, for `%(ENV_X)s` and the daemon's own needs. */
  readonly environment: readonly string[];
  /** Directories that exist but may not be looked at, such as `[supervisord] directory`. */
  readonly directories: readonly string[];
  /** Directories of logs on mounts that may hang: what is done there must not be waited for. */
  readonly remote: readonly string[];
  /** Lines for the activity log about what was done before, such as raised limits. */
  readonly notes: readonly HandoverNote[];
  /**
   * The named pipe on which the launcher of a daemon in the background listens for
   * {@linkcode READY_LINE}, and for what keeps the daemon from starting: its session, directory and
   * umask are set, and its descriptors 0, 1 and 2 are `/dev/null`. `null` in the foreground.
   */
  readonly launcher: string | null;
}

/** A line for the activity log. */
export interface HandoverNote {
  readonly level: LogLevel;
  readonly message: string;
}

/**
 * Written to the launcher by a daemon in the background, once its servers listen and its pidfile is
 * written. The launcher then ends with status 0, and its pipe is gone; until then it passes on every
 * other line, and ends with the daemon's status when the daemon ends.
 */
export const READY_LINE = "denvisord: ready";

const OPTION = "--handover=";

/** The word that carries `handover`. */
export function handoverArgument(handover: Handover): string {
  return OPTION + JSON.stringify(handover);
}

/**
 * Takes the handover off the front of a command line; `null` when the daemon was started without the
 * launcher.
 *
 * @throws {SyntaxError} when it is not what {@linkcode handoverArgument} made.
 */
export function takeHandover(
  argv: readonly string[],
): { readonly handover: Handover | null; readonly argv: readonly string[] } {
  const [first, ...rest] = argv;
  if (first === undefined || !first.startsWith(OPTION)) return { handover: null, argv };
  return { handover: JSON.parse(first.slice(OPTION.length)) as Handover, argv: rest };
}
