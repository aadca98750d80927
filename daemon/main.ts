/**
 * The daemon's entry. `bin/denvisord` becomes this after it has planned the permissions; questions that
 * need no daemon (help, version, check) are answered by the plan.
 *
 * @module
 */

import { parseDaemonArguments } from "#lib/config/command_line.ts";
import type { DaemonCommandLine } from "#lib/config/command_line.ts";
import { renderProblems, renderUsageError } from "#lib/config/problem.ts";
import { neededLink } from "#lib/permissions/shared_memory.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { errorText } from "#lib/text/error_text.ts";
import { Disk } from "./adapters/disk.ts";
import { isGranted } from "./adapters/granted.ts";
import { findHelperPrograms } from "./adapters/helper_programs.ts";
import { readHost } from "./adapters/local_host.ts";
import { SystemClock } from "./adapters/system_clock.ts";
import { UserDatabase } from "./adapters/user_database.ts";
import { ConfigSource } from "./config_source.ts";
import { runDaemon } from "./daemon.ts";
import type { DaemonHost } from "./daemon_host.ts";
import { DaemonSignals } from "./daemon_signals.ts";
import { reportingBus } from "./event_bus.ts";
import { EventSerials } from "./event_serials.ts";
import { FcgiSocketError } from "./fcgi_socket.ts";
import { ListenError } from "./http/listen_error.ts";
import { ActivityLog } from "./output/activity_log.ts";
import { LogOpenError } from "./output/log_open_error.ts";
import { ownStreams } from "./output/own_streams.ts";
import { Syslog } from "./output/syslog.ts";
import { InspectorPort } from "./adapters/inspector_port.ts";
import { Launcher } from "./adapters/launcher.ts";
import { type Handover, takeHandover } from "./plan_handover.ts";

/** The tag of the daemon's lines in syslog. */
const SYSLOG_TAG = "supervisord";

/** What keeps a daemon from starting and is the user's to mend. */
const STARTUP_ERRORS = [ListenError, LogOpenError, FcgiSocketError];

/** Exit status of everything that keeps the daemon from starting. */
const USAGE_ERROR = 2;

// Whatever ends this module without an answer is a failure.
Deno.exitCode = 1;
const { handover, argv } = takeHandover(Deno.args);
const launcher = new Launcher(handover?.launcher ?? null);
Deno.exit(await main().catch(tellFailure));

async function main(): Promise<number> {
  const argv0 = handover?.argv0 ?? "denvisord";
  const parsed = parseDaemonArguments(argv);
  if (parsed.kind !== "run") {
    const problem = parsed.kind === "error" ? parsed.message : "use bin/denvisord for this option";
    return refuse(renderUsageError(problem, argv0));
  }
  const commandLine = { ...parsed.commandLine, ...planned(handover) };
  const host = createHost(handover, { commandLine, argv0 });
  reportStrayErrors(host.activity);
  for (const note of handover?.notes ?? []) host.activity.log(note.level, note.message);
  try {
    return await runUntilShutdown(host, argv0);
  } catch (error) {
    const problem = STARTUP_ERRORS.find((kind) => error instanceof kind);
    if (problem === undefined) throw error;
    return refuse(renderUsageError((error as Error).message, argv0));
  }
}

/**
 * Runs the daemon; a restart is a new run in the same process. When the file has become unusable
 * between the check that a restart begins with and its end, the last good config runs again (B-07).
 */
async function runUntilShutdown(host: DaemonHost, argv0: string): Promise<number> {
  const first = host.source.load();
  if (!first.ok) return refuse(renderProblems(first.problems, argv0));
  let config = first.config;
  let run = host;
  const inspector = new InspectorPort(host.clock);
  inspector.holdBeside(config.servers);
  try {
    while (await runDaemon(config, run) === "restart") {
      run = { ...host, former: config };
      const loaded = host.source.load();
      if (loaded.ok) config = loaded.config;
      else host.activity.log("error", `kept the former config: ${loaded.problems[0]?.message}`);
      inspector.holdBeside(config.servers);
    }
    return 0;
  } finally {
    removeLink(neededLink(first.config));
  }
}

/** The launcher made it. Where this user cannot remove it, it stays, and the next start replaces it. */
function removeLink(link: string | null): void {
  if (link === null) return;
  try {
    Deno.removeSync(link);
  } catch {
    // Nothing depends on it.
  }
}

function createHost(
  handover: Handover | null,
  options: { readonly commandLine: DaemonCommandLine; readonly argv0: string },
): DaemonHost {
  const clock = new SystemClock();
  const users = new UserDatabase();
  const host = readHost(handover);
  const activity = new ActivityLog(clock);
  const uid = host.uid;
  const directories = handover?.directories ?? [];
  return {
    clock,
    users,
    source: new ConfigSource({
      ...{ ...options, fs: new Disk(directories), host, users },
      isHidden: (variable) => !isGranted({ kind: "env", value: variable }),
    }),
    helpers: findHelperPrograms(),
    activity,
    bus: reportingBus(activity.log),
    streams: ownStreams({ log: activity.log, clock }),
    syslog: new Syslog({ tag: SYSLOG_TAG, log: activity.log, clock }),
    serials: new EventSerials(),
    user: { uid, gid: Deno.gid() ?? 0, name: users.byUid(uid)?.name ?? String(uid) },
    pid: Deno.pid,
    cwd: Deno.cwd(),
    directories,
    remote: handover?.remote ?? [],
    path: host.env["PATH"],
    pwd: host.env["PWD"],
    standalone: true,
    // Before anything is opened: Deno needs a listener to survive EMFILE.
    signals: new DaemonSignals(activity.log),
    ready: () => launcher.ready(),
  };
}

/** The config file that was planned for is the one that is used, also when it was searched. */
function planned(handover: Handover | null): { configuration?: string } {
  return handover === null ? {} : { configuration: handover.config };
}

/** A bug in one corner is told, and ends nothing else. */
function reportStrayErrors(activity: Logger): void {
  const report = (what: string, error: unknown): void => {
    const text = errorText(error);
    activity.log("critical", `${what}: ${text}`);
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    report("unhandled rejection", event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    report("uncaught error", event.error);
  });
}

function refuse(text: string): number {
  launcher.tell(text);
  return USAGE_ERROR;
}

/** What nobody foresaw. */
function tellFailure(error: unknown): number {
  launcher.tell(`${errorText(error)}\n`);
  return 1;
}
