/**
 * Finds the configuration file (config.md 1, rows CFG-001 to CFG-003).
 *
 * @module
 */

import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import { dirname, joinPath } from "./paths.ts";

/** What the search needs. */
export interface ConfigSearch {
  /** `-c` as typed, `null` to search the usual places. */
  readonly configuration: string | null;
  /** The program's name as it was started: two places lie relative to it. */
  readonly argv0: string;
  readonly fs: FileSystem;
  readonly host: Host;
}

/** The paths that are tried in order. Some are relative to the current directory. */
export function searchPaths(argv0: string): readonly string[] {
  const base = dirname(dirname(argv0));
  return [
    joinPath(base, "etc/supervisord.conf"),
    joinPath(base, "supervisord.conf"),
    "supervisord.conf",
    "etc/supervisord.conf",
    "/etc/supervisord.conf",
    "/etc/supervisor/supervisord.conf",
  ];
}

/** The file to read, as typed or as found; `null` when no path is given and none exists. */
export function findConfigFile(search: ConfigSearch): string | null {
  if (search.configuration !== null) return search.configuration;
  const exists = (path: string) => search.fs.kind(joinPath(search.host.cwd, path)) !== null;
  return searchPaths(search.argv0).find(exists) ?? null;
}

/** The usage error of a daemon that finds no file. */
export function notFoundMessage(argv0: string): string {
  return `No config file found at default paths (${searchPaths(argv0).join(", ")}); ` +
    "use the -c option to specify a config file at a different path";
}

/** What root is told on stderr who starts a daemon without `-c`; `null` when nothing is to be said. */
export function searchWarning(search: ConfigSearch): string | null {
  if (search.configuration !== null || search.host.uid !== 0) return null;
  return "Supervisord is running as root and it is searching for its configuration file in default " +
    "locations (including its current working directory); you probably want to specify a " +
    '"-c" argument specifying an absolute path to a configuration file for improved security.';
}
