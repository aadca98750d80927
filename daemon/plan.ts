/**
 * The first, short run of `bin/denvisord`: reads the command line and the config and prints a shell
 * script for the launcher to evaluate. It may read everything and change nothing.
 *
 * Arguments: the launcher's name; four words of `ulimit` in one (soft and hard limit of open files, then
 * of processes); what standard input holds: `started`, the environment that the launcher was started with,
 * or `before`, also that of the process before npx or `deno task`, behind an empty record, or nothing
 * (`unknown`); the named pipe that the launcher will listen on if the daemon is to run in the background;
 * `--`; and what the user typed.
 *
 * @module
 */

import { type DaemonArguments, parseDaemonArguments } from "#lib/config/command_line.ts";
import { daemonHelp } from "#lib/config/help.ts";
import { loadConfig, type LoadRequest } from "#lib/config/load.ts";
import { renderProblems, renderUsageError } from "#lib/config/problem.ts";
import { sampleConfig } from "#lib/config/sample.ts";
import { findPluginLibrary } from "#lib/permissions/plugin_library.ts";
import { stateFilePath } from "#lib/supervisor/state_file_path.ts";
import { Disk } from "./adapters/disk.ts";
import { ExecutableFiles } from "./adapters/executable_files.ts";
import { readHost } from "./adapters/local_host.ts";
import { UserDatabase } from "./adapters/user_database.ts";
import { writeAll } from "./adapters/write_all.ts";
import { runCheck } from "./check.ts";
import { isNetworkMount } from "./output/network_mount.ts";
import {
  type EnvironmentPlan,
  type EnvironmentRequest,
  parseEnviron,
  planEnvironment,
} from "./plan_environment.ts";
import { parseLimit } from "./plan_limits.ts";
import { Lookups } from "#lib/permissions/lookups.ts";
import { answerScript, startScript, wrongDenoScript } from "./plan_script.ts";
import { planStart } from "./plan_start.ts";
import { isSupportedDeno, SUPERVISOR_VERSION } from "./plan_version.ts";

/** What the launcher says about itself. */
interface Launcher {
  readonly argv0: string;
  /** Soft and hard limit of open files, then of processes, as `ulimit` prints them. */
  readonly limits: readonly string[];
  /** Where it will listen to a daemon in the background. */
  readonly pipe: string;
  readonly environments: Pick<EnvironmentRequest, "started" | "before">;
}

function main(args: readonly string[]): string {
  if (!isSupportedDeno(Deno.version.deno)) return wrongDenoScript(Deno.version.deno);
  const [argv0 = "denvisord", limits = "", environments, pipe = "", , ...argv] = args;
  return answer(parseDaemonArguments(argv), {
    argv0,
    limits: limits.split(/\s+/),
    pipe,
    environments: readEnvironments(environments),
  });
}

function answer(wanted: DaemonArguments, launcher: Launcher): string {
  const { argv0 } = launcher;
  switch (wanted.kind) {
    case "help":
      return answerScript({ stdout: daemonHelp(argv0), status: 0 });
    case "version":
      return answerScript({ stdout: `${SUPERVISOR_VERSION}\n`, status: 0 });
    case "sample":
      return answerScript({ stdout: sampleConfig(), status: 0 });
    case "error":
      return usageError(wanted.message, argv0);
    case "check": {
      let report = "";
      const { request } = prepare(wanted.commandLine, launcher);
      const status = runCheck({ ...wanted, ...request, print: (text) => report += text });
      return answerScript({ stdout: report, status });
    }
    case "run":
      return start(wanted.commandLine, launcher);
  }
}

function start(commandLine: LoadRequest["commandLine"], launcher: Launcher): string {
  const { argv0, limits } = launcher;
  const { request, environment, lookups } = prepare(commandLine, launcher);
  const loaded = loadConfig(request);
  const warning = loaded.warning === null ? "" : `${loaded.warning}\n`;
  if (!loaded.ok) {
    const stderr = warning + renderProblems(loaded.problems, argv0);
    return answerScript({ stderr, status: 2 });
  }
  const [fileSoft, fileHard, processSoft, processHard] = limits.map(parseLimit);
  const uid = Deno.uid() ?? 0;
  const plan = planStart({
    config: loaded.config,
    argv0,
    cwd: Deno.cwd(),
    uid,
    lookups,
    executables: lookups.remember(new ExecutableFiles({ uid, gid: Deno.gid() ?? 0 })),
    users: request.users,
    readLink: (path) => new Disk().link(path),
    environment,
    files: { soft: fileSoft!, hard: fileHard! },
    processes: { soft: processSoft!, hard: processHard! },
    launcher: launcher.pipe,
    isRemote: isNetworkMount,
    leftState: new Disk().kind(stateFilePath(loaded.config.supervisord.pidfile)) !== null,
    pluginLibrary: findPluginLibrary(import.meta.dirname, new Disk()),
  });
  if (!plan.ok) return usageError(plan.message, argv0, warning);
  return startScript(plan, { environment, stderr: warning, execPath: Deno.execPath() });
}

/** Everything that a config is loaded with, in the environment that the daemon will have. */
function prepare(
  commandLine: LoadRequest["commandLine"],
  launcher: Launcher,
): { request: LoadRequest; environment: EnvironmentPlan; lookups: Lookups } {
  const environment = planEnvironment({
    current: Deno.env.toObject(),
    ...launcher.environments,
  });
  const lookups = new Lookups(new Disk());
  const env = environment.target;
  const host = { ...readHost(null), env, home: env["HOME"] ?? null };
  const users = new UserDatabase();
  const { argv0 } = launcher;
  return { request: { commandLine, fs: lookups, host, users, argv0 }, environment, lookups };
}

/** The environments on standard input, the second one behind an empty record. */
function readEnvironments(kind: string | undefined): Launcher["environments"] {
  if (kind !== "started" && kind !== "before") return { started: null, before: null };
  const bytes = readAll(Deno.stdin);
  if (kind === "started") return { started: parseEnviron(bytes), before: null };
  const gap = bytes.findIndex((byte, index) => byte === 0 && bytes[index + 1] === 0);
  return {
    started: parseEnviron(bytes.subarray(0, gap)),
    before: parseEnviron(bytes.subarray(gap + 2)),
  };
}

function readAll(input: Pick<typeof Deno.stdin, "readSync">): Uint8Array {
  let bytes = new Uint8Array(64 * 1024);
  let length = 0;
  for (;;) {
    const count = input.readSync(bytes.subarray(length));
    if (count === null) return bytes.subarray(0, length);
    length += count;
    if (length === bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(bytes);
      bytes = larger;
    }
  }
}

function usageError(message: string, argv0: string, before = ""): string {
  return answerScript({ stderr: before + renderUsageError(message, argv0), status: 2 });
}

writeAll(Deno.stdout, main(Deno.args));
