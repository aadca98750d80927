/**
 * What the loader of `[supervisorctl]` needs of this machine, with as few permissions as it takes: a
 * file that may not be read is not there, a variable that may not be read is unset.
 *
 * @module
 */

import { UserFiles } from "#lib/config/user_files.ts";
import { FileError, type FileKind, type FileSystem, type Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { readEnv } from "./environment.ts";

/** A uid that no user has. */
const NOBODY = -1;

/** The files that a client may look at. */
export const CONTROL_FILES: FileSystem = {
  readText(path) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
        .decode(Deno.readFileSync(path));
    } catch (error) {
      const problem = error instanceof TypeError
        ? "invalid-utf8"
        : error instanceof Deno.errors.NotFound
        ? "not-found"
        : "not-permitted";
      const message = errorMessage(error);
      throw new FileError(problem, { path, message, cause: error });
    }
  },
  kind: fileKind,
  list: () => [],
};

/** The user database, which `~user` needs. */
export const CONTROL_USERS: Users = new UserFiles((path) => {
  try {
    return CONTROL_FILES.readText(path);
  } catch {
    // Without the database, nobody is known.
    return "";
  }
});

/** The surroundings that a config file may refer to; of the environment, only the names it mentions. */
export function controlHost(mentioned: Iterable<string>): Host {
  const home = readEnv("HOME") ?? null;
  const env: Record<string, string> = {};
  for (const name of mentioned) {
    const value = readEnv(name);
    if (value !== undefined) env[name] = value;
  }
  return {
    cwd: Deno.cwd(),
    home,
    // Asked for only where `~` has no other answer.
    uid: home === null ? ownUid() : NOBODY,
    // The client's section refers to neither of these.
    tempDir: "/tmp",
    nodeName: "",
    env,
  };
}

function ownUid(): number {
  try {
    return Deno.uid() ?? NOBODY;
  } catch {
    return NOBODY;
  }
}

function fileKind(path: string): FileKind | null {
  try {
    const info = Deno.statSync(path);
    return info.isDirectory ? "directory" : info.isFile ? "file" : "other";
  } catch {
    return null;
  }
}
