/**
 * The first lines of a run's log.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import type { DaemonHost } from "./daemon_host.ts";

const RUNS_AS_ROOT =
  "Supervisor is running as root.  Privileges were not dropped because no user is " +
  "specified in the config file.  If you intend to run as root, you can set user=root in the " +
  "config file to avoid this message.";

/**
 * Opens the activity log of a run, which begins with the user and with what the config gave notice of.
 *
 * @throws {LogOpenError} when it cannot be opened; after a restart, only when nothing else can
 */
export function beginLog(config: Config, host: DaemonHost): void {
  const { activity } = host;
  if (host.standalone) reportUser(config, host);
  for (const { level, message } of config.notices) activity.log(level, message);
  openLog(config, host);
}

/** What the launcher did to put a daemon into the background, before this process began (PROC-044). */
export function tellBackground({ supervisord }: Config, host: DaemonHost): void {
  const { activity, cwd, pwd, former } = host;
  const { nodaemon, directory } = supervisord;
  if (nodaemon || former !== undefined) return;
  activity.log("info", "daemonizing the supervisord process");
  if (directory === null) return;
  if (cwd === directory || cwd !== pwd) {
    activity.log("info", `set current directory: ${pythonRepr(directory)}`);
  } else {
    activity.log("critical", `can't chdir into ${pythonRepr(directory)}`);
  }
}

function reportUser(config: Config, { activity, user }: DaemonHost): void {
  const wanted = config.supervisord.user;
  if (wanted !== null) activity.log("info", `Set uid to user ${wanted} succeeded`);
  else if (user.uid === 0) activity.log("critical", RUNS_AS_ROOT);
}

/** After a restart the log goes where it went before when it cannot be opened, at last to stderr. */
function openLog(config: Config, host: DaemonHost): void {
  const { activity, streams, syslog, remote, former } = host;
  const others = former === undefined ? [] : [former.supervisord.logfile, "/dev/stderr"];
  for (let { logfile } = config.supervisord;;) {
    try {
      return activity.open({ ...config.supervisord, logfile }, { streams, syslog, remote });
    } catch (error) {
      const next = others.shift();
      if (next === undefined) throw error;
      activity.log("critical", `${errorMessage(error)}; logging to ${next}`);
      logfile = next;
    }
  }
}
