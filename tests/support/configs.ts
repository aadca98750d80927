/**
 * Configurations for tests that need no file.
 *
 * @module
 */

import type {
  ChannelConfig,
  Config,
  GroupConfig,
  Origin,
  ProcessConfig,
  ProgramGroupConfig,
} from "#lib/config/config.ts";

const ORIGIN: Origin = { file: "/test.conf", line: 1 };

const NO_LOG: ChannelConfig = {
  logfile: { kind: "none" },
  logfileMaxbytes: 0,
  logfileBackups: 0,
  captureMaxbytes: 0,
  eventsEnabled: false,
  syslog: false,
};

/** A process with Supervisor's defaults and no logs. */
export function processConfig(
  name: string,
  changes: Partial<ProcessConfig> = {},
): ProcessConfig {
  return {
    name,
    program: name,
    section: `program:${name}`,
    command: "/bin/true",
    directory: null,
    umask: null,
    priority: 999,
    autostart: true,
    autorestart: "unexpected",
    startsecs: 1,
    startretries: 3,
    exitcodes: [0],
    stopsignal: "SIGTERM",
    stopwaitsecs: 10,
    stopasgroup: false,
    killasgroup: false,
    uid: null,
    redirectStderr: false,
    stdout: NO_LOG,
    stderr: NO_LOG,
    environment: {},
    serverurl: null,
    origin: ORIGIN,
    origins: {},
    ...changes,
  };
}

/** A group of one process that has its name. */
export function groupConfig(
  name: string,
  changes: Partial<ProcessConfig> & { readonly groupPriority?: number } = {},
): ProgramGroupConfig {
  const { groupPriority = 999, ...process } = changes;
  return {
    kind: "program",
    name,
    priority: groupPriority,
    processes: [processConfig(name, process)],
    origin: ORIGIN,
  };
}

/** A configuration with Supervisor's defaults and the given groups. */
export function configOf(groups: readonly GroupConfig[]): Config {
  return {
    path: ORIGIN.file,
    files: [ORIGIN.file],
    supervisord: {
      logfile: "/tmp/supervisord.log",
      logfileMaxbytes: 0,
      logfileBackups: 0,
      loglevel: "info",
      pidfile: "/tmp/supervisord.pid",
      umask: 0o022,
      nodaemon: true,
      silent: true,
      minfds: 1024,
      minprocs: 200,
      nocleanup: false,
      childlogdir: "/tmp",
      user: null,
      directory: null,
      stripAnsi: false,
      environment: {},
      identifier: "supervisor",
      origin: ORIGIN,
    } as Config["supervisord"],
    servers: [],
    groups,
    rpcInterfaces: [],
    ctlPlugins: [],
    plugins: [],
    notices: [],
  } as Config;
}
