/**
 * The limits on open files and processes that the daemon and its children get (`minfds`, `minprocs`;
 * process.md 7).
 *
 * Deno raises its own soft limit on open files to the hard one, and children inherit that. So the
 * launcher lowers the hard limit to what Supervisor's children would have as their soft one, or to
 * what the daemon itself needs for its programs.
 *
 * @module
 */

import type { SupervisordConfig } from "#lib/config/config.ts";
import type { HandoverNote } from "./plan_handover.ts";

/** A soft and a hard limit; `Infinity` = unlimited. */
export interface Limit {
  readonly soft: number;
  readonly hard: number;
}

/** What limits are planned from. */
export interface LimitRequest {
  readonly settings: Pick<SupervisordConfig, "minfds" | "minprocs" | "keepHardNofile">;
  readonly files: Limit;
  readonly processes: Limit;
  /** Root may raise hard limits. */
  readonly isRoot: boolean;
  /** How many programs there are to be. */
  readonly programs: number;
}

/** A limit to be set. */
export interface LimitChange extends Limit {
  /** The message of the usage error when the system refuses; `null` where it may. */
  readonly refusal: string | null;
}

/** What the launcher sets. `null` leaves a limit as it is. */
export type LimitPlan =
  | {
    readonly ok: true;
    readonly files: LimitChange | null;
    readonly processes: LimitChange | null;
    readonly notes: readonly HandoverNote[];
  }
  | { readonly ok: false; readonly message: string };

/** Descriptors of the daemon itself: listeners, connections, the activity log. */
const OWN_FILES = 256;

/** Descriptors of one program: three pipes, its pidfd, two logs and what a restart holds meanwhile. */
const FILES_PER_PROGRAM = 8;

/** Plans both limits. */
export function planLimits(request: LimitRequest): LimitPlan {
  const { settings, isRoot } = request;
  const refusals = {
    files: filesMessage(settings.minfds, request.files),
    processes: processesMessage(settings.minprocs, request.processes),
  };
  const files = raise(request.files, { atLeast: settings.minfds, isRoot });
  if (files === null) return { ok: false, message: refusals.files };
  const processes = raise(request.processes, { atLeast: settings.minprocs, isRoot });
  if (processes === null) return { ok: false, message: refusals.processes };
  return {
    ok: true,
    files: change(request.files, {
      to: lowered(files, request),
      raised: files,
      refusal: refusals.files,
    }),
    processes: change(request.processes, {
      to: processes,
      raised: processes,
      refusal: refusals.processes,
    }),
    notes: [
      ...note("RLIMIT_NOFILE", { before: request.files, minimum: settings.minfds }),
      ...note("RLIMIT_NPROC", { before: request.processes, minimum: settings.minprocs }),
    ],
  };
}

/** A word of `ulimit`. @throws {RangeError} for anything but a number and `unlimited` */
export function parseLimit(word: string): number {
  if (word === "unlimited") return Infinity;
  if (/^\d+$/.test(word)) return Number(word);
  throw new RangeError(`Cannot read limit '${word}'`);
}

/** What `ulimit` takes for a limit. */
export function formatLimit(limit: number): string {
  return limit === Infinity ? "unlimited" : String(limit);
}

/** The limit with a soft part of at least `atLeast`; `null` when that is not allowed. */
function raise(
  limit: Limit,
  options: { readonly atLeast: number; readonly isRoot: boolean },
): Limit | null {
  const { atLeast, isRoot } = options;
  if (limit.soft >= atLeast) return limit;
  if (limit.hard < atLeast && !isRoot) return null;
  return { soft: atLeast, hard: Math.max(limit.hard, atLeast) };
}

/** Both parts at what children shall have, with room for the daemon's own. */
function lowered(files: Limit, request: LimitRequest): Limit {
  if (request.settings.keepHardNofile) return files;
  const needed = OWN_FILES + FILES_PER_PROGRAM * request.programs;
  const wanted = Math.max(files.soft, needed);
  const limit = request.isRoot ? wanted : Math.min(wanted, files.hard);
  return { soft: limit, hard: limit };
}

/** Only what the configuration asks for must succeed. */
function change(
  before: Limit,
  options: { readonly to: Limit; readonly raised: Limit; readonly refusal: string },
): LimitChange | null {
  const { to, raised, refusal } = options;
  if (to.soft === before.soft && to.hard === before.hard) return null;
  return { ...to, refusal: raised.soft > before.soft ? refusal : null };
}

function note(
  name: string,
  options: { readonly before: Limit; readonly minimum: number },
): readonly HandoverNote[] {
  const { before, minimum } = options;
  if (before.soft >= minimum) return [];
  return [{ level: "info", message: `Increased ${name} limit to ${minimum}` }];
}

function filesMessage(minimum: number, { hard }: Limit): string {
  return "The minimum number of file descriptors required to run this process is " +
    `${minimum} as per the "minfds" command-line argument or config file setting. ` +
    `The current environment will only allow you to open ${hard} file descriptors.  ` +
    "Either raise the number of usable file descriptors in your environment (see README.rst) " +
    "or lower the minfds setting in the config file to allow the process to start.";
}

function processesMessage(minimum: number, { hard }: Limit): string {
  return "The minimum number of available processes required to run this program is " +
    `${minimum} as per the "minprocs" command-line argument or config file setting. ` +
    `The current environment will only allow you to open ${hard} processes.  ` +
    "Either raise the number of usable processes in your environment (see README.rst) " +
    "or lower the minprocs setting in the config file to allow the program to start.";
}
