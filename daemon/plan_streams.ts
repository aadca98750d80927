import type { ChannelConfig, Config } from "#lib/config/config.ts";
import { type ReadLink, realPath } from "#lib/permissions/real_path.ts";

const PROCESS_ONE = /^\/proc\/1\/fd\/[12]$/;

/**
 * Whether logs go to the output of process 1, which in a container is what the container shows. A daemon in
 * the foreground shares it as a rule. One in the background does not, and cannot open it: the launcher
 * can, and gives it to the daemon for its own.
 */
export function logsToProcessOne(config: Config, readLink: ReadLink): boolean {
  // What is behind the descriptor is not asked for.
  const follow: ReadLink = (path) => PROCESS_ONE.test(path) ? null : readLink(path);
  const leadsThere = (path: string): boolean =>
    path.startsWith("/") && PROCESS_ONE.test(realPath(path, follow));
  const isThere = ({ logfile }: ChannelConfig): boolean =>
    logfile.kind === "file" && leadsThere(logfile.path);
  return leadsThere(config.supervisord.logfile) ||
    config.groups.some(({ processes }) =>
      processes.some(({ stdout, stderr }) => isThere(stdout) || isThere(stderr))
    );
}
