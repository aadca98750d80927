/**
 * Starting a daemon under test, the real `supervisord` or `denvisord`, talking to it, and making sure
 * that nothing of it is left.
 *
 * @module
 */

import { until, within } from "./deadline.ts";
import { freePort } from "./ports.ts";
import { descendantsOf, isAlive, processesWithEnv, type ProcessRow } from "./proc.ts";
import { collect, type Collected } from "./collect.ts";
import { asUser, chownTree } from "./as_user.ts";
import {
  subjectCommand,
  subjectEnv,
  type SubjectKind,
  withSoftFileLimit,
} from "./subject_command.ts";
import { type SubjectPlace, subjectPlace } from "./subject_place.ts";
import { tempDir } from "./temp.ts";
import { callRpc } from "./xmlrpc_client.ts";

/** What to start. */
export interface SubjectOptions {
  /** The configuration's text for the given paths; see `framed` for the usual sections. */
  readonly config: (place: SubjectPlace) => string;
  /** Words after `-n -c FILE`. */
  readonly args?: readonly string[];
  /** Added to a small fixed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the user that the daemon is started as; needs root. */
  readonly user?: string;
  /** Working directory. @default the run's directory */
  readonly cwd?: string;
  /** Soft limit on open files that the daemon starts with. @default 1024 */
  readonly softFiles?: number;
  /** Do not wait until `getState` answers. */
  readonly unready?: boolean;
  /** Processes that outlive the daemon are ended without complaint. */
  readonly orphans?: boolean;
  /** Prepares the run's directory before the daemon starts. */
  readonly prepare?: (place: SubjectPlace) => Promise<void>;
}

/** How a daemon ended. `code` is 128 + n for a signal. */
export interface Exit {
  readonly code: number;
  readonly signal: string | null;
}

/** A daemon under test. */
export interface Subject extends AsyncDisposable {
  readonly kind: SubjectKind;
  readonly pid: number;
  readonly place: SubjectPlace;
  /** Settles when the daemon's process ends. */
  readonly exited: Promise<Exit>;
  /** What it printed so far. */
  stdout(): string;
  stderr(): string;
  /** Calls a method; `supervisor.` is put before a name without a dot. Over the UNIX socket. */
  rpc(method: string, ...params: unknown[]): Promise<unknown>;
  /** Sends a signal to the daemon. */
  signal(name: Deno.Signal): void;
  /** The activity log, empty when there is none yet. */
  log(): Promise<string>;
  /** Processes, other than the daemon, that were started by it or below it and live. */
  offspring(): readonly ProcessRow[];
}

/** Name of the variable by which everything that a subject starts is found again. */
export const MARK = "SUBJECT_OF_TEST";

/**
 * Starts a daemon in a fresh directory and waits until it answers.
 *
 * Disposing it sends SIGTERM if it still runs, waits, and throws when it or anything that it started
 * is left. The directory goes away with it.
 *
 * @throws {Error} with the daemon's output when it ends instead of answering.
 */
export async function startSubject(kind: SubjectKind, options: SubjectOptions): Promise<Subject> {
  const dir = await tempDir({ mode: 0o755 });
  const place = subjectPlace(dir.path, freePort());
  await Deno.mkdir(place.childlogs);
  await Deno.writeTextFile(place.config, options.config(place));
  await options.prepare?.(place);
  const mark = crypto.randomUUID();
  const argv = withSoftFileLimit(options.softFiles ?? 1024, [
    ...subjectCommand(kind),
    ...["-n", "-c", place.config],
    ...options.args ?? [],
  ]);
  if (options.user !== undefined) await chownTree(dir.path, options.user);
  const [program, ...args] = options.user === undefined ? argv : await asUser(options.user, argv);
  const child = new Deno.Command(program as string, {
    args,
    cwd: options.cwd ?? dir.path,
    env: { ...subjectEnv(), ...options.env, [MARK]: mark },
    clearEnv: true,
    detached: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let ended: Exit | null = null;
  const exited = child.status.then(({ code, signal }) => (ended = { code, signal }));

  const subject: Subject = {
    kind,
    pid: child.pid,
    place,
    exited,
    stdout: () => stdout.text(),
    stderr: () => stderr.text(),
    rpc: (method, ...params) =>
      callRpc(
        { transport: "unix", path: place.socket },
        method.includes(".") ? method : `supervisor.${method}`,
        params,
      ),
    signal: (name) => Deno.kill(child.pid, name),
    log: () => readOr(place.log, ""),
    offspring: () => offspring(child.pid, mark),
    async [Symbol.asyncDispose]() {
      const complaints = [
        ...(ended === null ? await end(child, exited) : []),
        ...await sweep(subject, options.orphans ?? false),
      ];
      await settle([stdout, stderr]);
      await dir[Symbol.asyncDispose]();
      if (complaints.length > 0) {
        throw new Error(`${kind} left things behind: ${complaints.join("; ")}`);
      }
    },
  };
  if (!options.unready) await ready(subject, () => ended);
  return subject;
}

async function ready(subject: Subject, ended: () => Exit | null): Promise<void> {
  try {
    await until(async () => {
      if (ended() !== null) return true;
      return await subject.rpc("getState");
    }, { within: 30_000, what: `${subject.kind} to answer getState` });
    const exit = ended();
    if (exit !== null) throw new Error(`${subject.kind} ended with status ${exit.code}`);
  } catch (error) {
    const shown = `${subject.stdout()}${subject.stderr()}`;
    const message = error instanceof Error ? error.message : String(error);
    try {
      await subject[Symbol.asyncDispose]();
    } catch {
      // The reason why it did not answer says more than what it left behind.
    }
    throw new Error(`${message}\n${shown}`, { cause: error });
  }
}

async function end(child: Deno.ChildProcess, exited: Promise<Exit>): Promise<string[]> {
  child.kill("SIGTERM");
  try {
    await within(exited, { within: 20_000, what: "the daemon to end after SIGTERM" });
    return [];
  } catch (error) {
    child.kill("SIGKILL");
    await exited;
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Ends what the daemon left; answers with a complaint for each process unless they are allowed. */
async function sweep(subject: Subject, allowed: boolean): Promise<string[]> {
  // A process that was killed a moment ago may still be on its way out.
  await until(() => subject.offspring().length === 0, { within: allowed ? 0 : 1_000, what: "" })
    .catch(() => {});
  const left = subject.offspring();
  for (const row of left) {
    try {
      Deno.kill(row.pid, "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  }
  await until(() => !left.some((row) => isAlive(row.pid)), {
    within: 5_000,
    what: "orphans to end",
  });
  return allowed ? [] : left.map((row) => `process ${row.pid} (${row.name})`);
}

async function settle(streams: readonly Collected[]): Promise<void> {
  const all = Promise.all(streams.map((stream) => stream.ended));
  await within(all, { within: 5_000, what: "the daemon's output to end" });
}

function offspring(pid: number, mark: string): readonly ProcessRow[] {
  const rows = [...processesWithEnv(MARK, mark), ...descendantsOf(pid)];
  const unique = new Map(rows.map((row) => [row.pid, row]));
  return [...unique.values()].filter((row) => row.pid !== pid && row.state !== "Z");
}

async function readOr(path: string, fallback: string): Promise<string> {
  try {
    return new TextDecoder().decode(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return fallback;
    throw error;
  }
}
