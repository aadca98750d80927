/**
 * A place where a launcher is tried: a directory with a configuration of one program, `sleep`, and
 * everything that is started there ended afterwards.
 *
 * @module
 */

import { type CommandOptions, type Finished, runCommand } from "#tests/support/command.ts";
import { until } from "#tests/support/deadline.ts";
import { descendantsOf, isAlive, type ProcessFacts, processFacts } from "#tests/support/proc.ts";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";

/** The launcher of this checkout. */
export const DENVISORD: string = `${REPOSITORY}/bin/denvisord`;

/** A daemon and its one child. */
export interface Pair {
  readonly daemon: ProcessFacts;
  readonly child: ProcessFacts;
}

/** A running launcher. */
export interface Launched {
  readonly pid: number;
  /** The daemon and its child, once there are both. */
  pair(): Promise<Pair>;
}

/** How a site's configuration differs from the usual one. */
export interface SiteOptions {
  /** Lines for `[supervisord]`. */
  readonly supervisord?: string;
  /** Lines for the program. */
  readonly program?: string;
}

/** Where a launcher is tried. */
export interface Site extends AsyncDisposable {
  readonly dir: TempDir;
  readonly config: string;
  readonly socket: string;
  readonly pidfile: string;
  readonly log: string;
  /** Runs a launcher to its end. */
  run(argv: readonly string[], options?: CommandOptions): Promise<Finished>;
  /** Starts a launcher that stays, with its output thrown away. */
  launch(argv: readonly string[], options?: Pick<CommandOptions, "cwd" | "env">): Launched;
  /** The daemon whose pid stands in the pidfile, and its child. */
  pair(): Promise<Pair>;
}

/** Makes a site. */
export async function site(options: SiteOptions = {}): Promise<Site> {
  const dir = await tempDir();
  const config = dir.at("supervisord.conf");
  const pidfile = dir.at("pid");
  await Deno.writeTextFile(config, siteConfig(dir, options));
  const children: Deno.ChildProcess[] = [];
  return {
    ...{ dir, config, pidfile, socket: dir.at("s"), log: dir.at("log") },
    run: (argv, how = {}) => runCommand(argv, { env: subjectEnv(), ...how }),
    launch(argv, how = {}) {
      const [program = "", ...args] = argv;
      const child = new Deno.Command(program, {
        args,
        env: { ...(how.env ?? subjectEnv()) },
        clearEnv: true,
        cwd: how.cwd ?? dir.path,
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      children.push(child);
      return { pid: child.pid, pair: () => pairOf(pidfile) };
    },
    pair: () => pairOf(pidfile),
    async [Symbol.asyncDispose]() {
      await endDaemon(pidfile);
      for (const child of children) {
        if (isAlive(child.pid)) child.kill("SIGKILL");
        await child.status;
      }
      await dir[Symbol.asyncDispose]();
    },
  };
}

/** The configuration of a site in a directory. */
export function siteConfig(dir: TempDir, options: SiteOptions): string {
  return `[unix_http_server]
file=${dir.at("s")}
[supervisord]
logfile=${dir.at("log")}
pidfile=${dir.at("pid")}
childlogdir=${dir.path}
${options.supervisord ?? ""}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${dir.at("s")}
[program:child]
command=/bin/sleep 1000
${options.program ?? ""}
`;
}

function pairOf(pidfile: string): Promise<Pair> {
  return until(() => {
    const pid = readPid(pidfile);
    const child = pid !== null && descendantsOf(pid).find(({ name }) => name === "sleep");
    return child && { daemon: processFacts(pid), child: processFacts(child.pid) };
  }, { within: 20_000, what: "a daemon and its child" });
}

async function endDaemon(pidfile: string): Promise<void> {
  const pid = readPid(pidfile);
  if (pid === null || !isAlive(pid)) return;
  Deno.kill(pid, "SIGTERM");
  await until(() => !isAlive(pid), { within: 20_000, what: "the daemon to end" });
}

function readPid(pidfile: string): number | null {
  try {
    return Number.parseInt(Deno.readTextFileSync(pidfile)) || null;
  } catch {
    return null;
  }
}
