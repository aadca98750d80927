/**
 * Starting a daemon under test, the real `supervisord` or `denvisord`, talking to it, and making sure
 * that nothing of it is left.
 *
 * @module
 */

import { collect, type Collected } from "./collect.ts";
import { until, within } from "./deadline.ts";
import { descendantsOf, type ProcessRow } from "./proc.ts";
import type { SubjectKind } from "./subject_command.ts";
import { type HomeOptions, type SubjectHome, subjectHome } from "./subject_home.ts";
import type { SubjectPlace } from "./subject_place.ts";
import { callRpc } from "./xmlrpc_client.ts";

export type { SubjectKind } from "./subject_command.ts";

/** What to start. */
export interface SubjectOptions extends HomeOptions {
  /** Words after `-n -c FILE`. */
  readonly args?: readonly string[];
  /** Do not wait until `getState` answers. */
  readonly unready?: boolean;
  /** Processes that outlive the daemon are ended without complaint. */
  readonly orphans?: boolean;
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
  readonly home: SubjectHome;
  readonly place: SubjectPlace;
  /** Settles when the daemon's process ends. */
  readonly exited: Promise<Exit>;
  /** How it ended, `null` while it runs. */
  exit(): Exit | null;
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

/**
 * Starts a daemon with `-n -c FILE` in a fresh directory and waits until it answers.
 *
 * Disposing it sends SIGTERM if it still runs, waits, and throws when it or anything that it started
 * is left. The directory goes away with it.
 *
 * @throws {Error} with the daemon's output when it ends instead of answering.
 */
export async function startSubject(kind: SubjectKind, options: SubjectOptions): Promise<Subject> {
  const home = await subjectHome(kind, options);
  return await startSubjectAt(home, options);
}

/** Starts a daemon in a home that exists; disposing the subject disposes the home. */
export async function startSubjectAt(
  home: SubjectHome,
  options: Omit<SubjectOptions, keyof HomeOptions> = {},
): Promise<Subject> {
  const { kind, place } = home;
  const words = home.command(["-n", "-c", place.config, ...options.args ?? []]);
  const child = new Deno.Command(words[0] as string, {
    args: words.slice(1),
    cwd: home.cwd,
    env: home.env,
    clearEnv: true,
    detached: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let exit: Exit | null = null;
  const exited = child.status.then(({ code, signal }) => (exit = { code, signal }));

  const subject: Subject = {
    ...{ kind, home, place, exited, pid: child.pid },
    exit: () => exit,
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
    offspring: () => offspring(child.pid, home),
    async [Symbol.asyncDispose]() {
      const complaints = exit === null ? await end(child, exited) : [];
      if (!options.orphans) complaints.push(...await remains(subject));
      await home.evict();
      await settle([stdout, stderr]);
      await home[Symbol.asyncDispose]();
      if (complaints.length > 0) {
        throw new Error(`${kind} left things behind: ${complaints.join("; ")}`);
      }
    },
  };
  if (!options.unready) await ready(subject);
  return subject;
}

async function ready(subject: Subject): Promise<void> {
  try {
    await until(async () => {
      if (subject.exit() !== null) return true;
      return await subject.rpc("getState");
    }, { within: 30_000, what: `${subject.kind} to answer getState` });
    const exit = subject.exit();
    if (exit !== null) throw new Error(`${subject.kind} ended with status ${exit.code}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    try {
      await subject[Symbol.asyncDispose]();
    } catch {
      // The reason why it did not answer says more than what it left behind.
    }
    throw new Error(`${message}\n${subject.stdout()}${subject.stderr()}`, { cause: error });
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

/** A complaint for each process that the daemon left. */
async function remains(subject: Subject): Promise<string[]> {
  try {
    // A process that was killed a moment ago may still be on its way out.
    const gone = () => subject.offspring().length === 0;
    await until(gone, { within: 1_000, what: "the daemon's processes to end" });
    return [];
  } catch {
    return subject.offspring().map((row) => `process ${row.pid} (${row.name})`);
  }
}

async function settle(streams: readonly Collected[]): Promise<void> {
  const all = Promise.all(streams.map((stream) => stream.ended));
  await within(all, { within: 5_000, what: "the daemon's output to end" });
}

function offspring(pid: number, home: SubjectHome): readonly ProcessRow[] {
  const rows = [...home.inhabitants(), ...descendantsOf(pid)];
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
