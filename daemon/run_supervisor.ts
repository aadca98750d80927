/**
 * The supervisor of one run, put together from the adapters.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { defaultServerUrl } from "#lib/config/servers.ts";
import { CommandSpawner } from "./adapters/command_spawner.ts";
import { ExecutableFiles } from "./adapters/executable_files.ts";
import { FcgiListeners } from "./adapters/fcgi_listener.ts";
import { KillProgram } from "./adapters/process_groups.ts";
import type { DaemonHost } from "./daemon_host.ts";
import { LogFactory } from "./log_factory.ts";
import { sinkOpener } from "./output/sink.ts";
import type { PermissionCheck } from "./permission_check.ts";
import { type ChildRegister, ProcessLauncher } from "./process_launcher.ts";
import { Supervisor } from "./supervisor.ts";

/** What a run gives its supervisor beside the host. */
export interface RunSupervisorParts {
  readonly host: DaemonHost;
  readonly permissions: PermissionCheck;
  /** Told of every child. */
  readonly register: ChildRegister;
}

/** Makes the supervisor of `config`, without groups yet. */
export function createSupervisor(config: Config, parts: RunSupervisorParts): Supervisor {
  const { host, permissions, register } = parts;
  const { clock, activity, bus, serials, helpers, users, user, cwd, path, streams, syslog } = host;
  const factory = new LogFactory({
    logger: activity,
    openSink: sinkOpener({ streams, log: activity.log, clock, remote: host.remote }),
    syslog,
    emit: (event) => bus.emit(event),
    wants: (name) => bus.wants(name),
    settings: () => supervisor.settings,
  });
  const supervisor: Supervisor = new Supervisor(config, {
    clock,
    logger: activity,
    bus,
    serials,
    launcher: new ProcessLauncher({
      spawner: new CommandSpawner(helpers.spawn, { users, ...user, pwd: host.pwd }),
      executables: new ExecutableFiles(user, host.directories),
      cwd,
      path,
      serverUrl: () => defaultServerUrl(config.servers),
      socketOf: (group) => supervisor.group(group)?.socket?.descriptor() ?? null,
      register,
      lacks: (program) => permissions.lacks(program),
    }),
    groups: new KillProgram(helpers.killer),
    sockets: new FcgiListeners(),
    logsOf: (process, group) => factory.logsOf(process, group),
    print: (lines) => streams.stdout.write(lines),
  });
  return supervisor;
}
