/**
 * The directory and surroundings of one daemon under test, and everything that is started in them.
 *
 * @module
 */

import { asUser, chownTree } from "./as_user.ts";
import { type Finished, runCommand } from "./command.ts";
import { until } from "./deadline.ts";
import { freePort } from "./ports.ts";
import { isAlive, processesWithEnv, type ProcessRow } from "./proc.ts";
import { fromShell, subjectCommand, subjectEnv, type SubjectKind } from "./subject_command.ts";
import { type SubjectPlace, subjectPlace } from "./subject_place.ts";
import { tempDir } from "./temp.ts";

/** How a home is furnished. */
export interface HomeOptions {
  /** The configuration's text for the given paths; see `framed` for the usual sections. */
  readonly config: (place: SubjectPlace) => string;
  /** Added to a small fixed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the user that daemons are started as; needs root. */
  readonly user?: string;
  /** Working directory. @default the home's directory */
  readonly cwd?: string;
  /** Soft limit on open files that daemons start with. @default 1024 */
  readonly softFiles?: number;
  /** Words that run what follows them in other surroundings, without another pid. */
  readonly wrapper?: (place: SubjectPlace) => readonly string[];
  /** Prepares the directory before anything is started. */
  readonly prepare?: (place: SubjectPlace) => Promise<void>;
}

/** A furnished home. Disposing it ends every process that was started in it and removes it. */
export interface SubjectHome extends AsyncDisposable {
  readonly kind: SubjectKind;
  readonly place: SubjectPlace;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The words that run the daemon with `args`; the pid stays that of the first word. */
  command(args: readonly string[]): readonly string[];
  /** Runs the daemon's command line until that process ends. */
  launch(args: readonly string[]): Promise<Finished>;
  /** Living processes that were started in this home, by whomever. */
  inhabitants(): readonly ProcessRow[];
  /** Ends the inhabitants by SIGKILL and waits until they are gone. */
  evict(): Promise<void>;
}

/** Name of the variable by which everything that is started in a home is found again. */
const MARK = "SUBJECT_OF_TEST";

/** Makes a directory with a configuration, `childlogs/` and `scratch/`. */
export async function subjectHome(kind: SubjectKind, options: HomeOptions): Promise<SubjectHome> {
  const dir = await tempDir({ mode: 0o755 });
  const place = subjectPlace(dir.path, freePort());
  await Deno.mkdir(place.childlogs);
  await Deno.mkdir(place.scratch());
  await Deno.writeTextFile(place.config, options.config(place));
  await options.prepare?.(place);
  if (options.user !== undefined) await chownTree(dir.path, options.user);
  const prefix = [
    ...options.wrapper?.(place) ?? [],
    ...options.user === undefined ? [] : await asUser(options.user),
  ];
  const mark = crypto.randomUUID();
  const env = { ...subjectEnv(), ...options.env, [MARK]: mark };
  const cwd = options.cwd ?? dir.path;
  const inhabitants = () => processesWithEnv(MARK, mark);
  const command = (args: readonly string[]) => [
    ...prefix,
    ...fromShell([...subjectCommand(kind), ...args], options.softFiles ?? 1024),
  ];
  const evict = async () => {
    const rows = inhabitants();
    for (const row of rows) kill(row.pid);
    const gone = () => !rows.some((row) => isAlive(row.pid));
    await until(gone, { within: 5_000, what: "processes to end after SIGKILL" });
  };
  return {
    ...{ kind, place, env, cwd, command, inhabitants, evict },
    launch: (args) => runCommand(command(args), { env, cwd }),
    async [Symbol.asyncDispose]() {
      await evict();
      await dir[Symbol.asyncDispose]();
    },
  };
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}
