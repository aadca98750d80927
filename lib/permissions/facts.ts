import type { Executables } from "#lib/ports/executables.ts";
import type { Users } from "#lib/ports/users.ts";
import type { ReadLink } from "./real_path.ts";

/** What a plan has to know of the machine and of the loading of the config. */
export interface PermissionFacts {
  /** The user that the daemon will run as. */
  readonly uid: number;
  /** The directory that the daemon will be in: relative commands start there. */
  readonly cwd: string;
  /** The daemon's own `PATH`. */
  readonly path: string | undefined;
  /** Looks at executables with the daemon's eyes. */
  readonly executables: Executables;
  readonly users: Users;
  /** Directories whose files an `[include]` lists. */
  readonly includeDirectories: readonly string[];
  /** Names of environment variables that the config refers to. */
  readonly environment: readonly string[];
  /** The paths that match a pattern of `allow_run=` and its kind; without it, patterns are left out. */
  readonly glob?: (pattern: string) => readonly string[];
  /** Reads symbolic links; without it, paths are taken as they are written. */
  readonly readLink?: ReadLink;
  /** A daemon that was killed left its state file: its processes have to be looked at, or ended. */
  readonly leftState?: boolean;
  /** The directory of Denvisor's sources that plugins import from, where there are sources. */
  readonly pluginLibrary?: string | undefined;
}
