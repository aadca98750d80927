/**
 * AUTO log files: made when a group is created, removed at the daemon's next start (LOG-007, LOG-008).
 *
 * @module
 */

import { join } from "#lib/text/posix_path.ts";
import { autoLogName, autoLogPattern, type AutoName } from "#lib/output/auto_name.ts";
import type { Log } from "#lib/ports/logger.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { LogOpenError } from "./log_open_error.ts";

/** Permission bits of an AUTO log, of its first file and of those that follow after rotation. */
export const AUTO_LOG_MODE = 0o600;

const RANDOM_CHARACTERS = 8;
/** Names are tried until one is free; a second try is rare, a tenth means something else. */
const MOST_TRIES = 10;

/**
 * Makes an empty AUTO log in `directory`, which nobody else can have made, and answers its path.
 *
 * @throws {LogOpenError}
 */
export function createAutoLog(directory: string, name: Omit<AutoName, "random">): string {
  for (let tries = 1;; tries++) {
    const random = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS));
    const path = join(directory, autoLogName({ ...name, random }));
    try {
      Deno.openSync(path, { write: true, createNew: true, mode: AUTO_LOG_MODE }).close();
      return path;
    } catch (error) {
      const taken = error instanceof Deno.errors.AlreadyExists && tries < MOST_TRIES;
      if (!taken) throw LogOpenError.from(path, error);
    }
  }
}

/**
 * Removes the AUTO logs that earlier runs with the same identifier left in `directory`, with their
 * backups. Directories and other identifiers' logs stay (K-13).
 */
export function removeAutoLogs(
  directory: string,
  options: { readonly identifier: string; readonly log: Log },
): void {
  const pattern = autoLogPattern(options.identifier);
  for (const name of namesIn(directory, options.log)) {
    if (!pattern.test(name)) continue;
    const path = join(directory, name);
    try {
      // Deno would remove an empty directory, too.
      if (Deno.lstatSync(path).isDirectory) throw new Deno.errors.IsADirectory(path);
      Deno.removeSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      options.log("warn", `Failed to clean up ${pythonRepr(path)}`);
    }
  }
}

function namesIn(directory: string, log: Log): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(directory), (entry) => entry.name);
  } catch {
    log("warn", "Could not clear childlog dir");
    return [];
  }
}
