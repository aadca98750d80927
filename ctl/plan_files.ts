/**
 * What the plan of a daemon's permissions looks at, with the eyes of whoever runs the client.
 *
 * @module
 */

import { findTempDir } from "#lib/config/temp_dir.ts";
import { UserFiles } from "#lib/config/user_files.ts";
import type { ExecutableKind, Executables } from "#lib/ports/executables.ts";
import { FileError, type FileSystem, type Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { CONTROL_FILES } from "./control_files.ts";

/** Files, users and executables of this machine; remembers what could not be looked at. */
export class PlanFiles implements FileSystem, Executables {
  /** Paths that this client was not permitted to look at. */
  readonly denied: Set<string> = new Set();

  readText(path: string): string {
    return CONTROL_FILES.readText(path);
  }

  kind(path: string): ReturnType<FileSystem["kind"]> {
    const info = this.#stat(path);
    if (info === null) return null;
    return info.isDirectory ? "directory" : info.isFile ? "file" : "other";
  }

  list(path: string): readonly string[] {
    try {
      return Array.from(Deno.readDirSync(path), ({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) this.denied.add(path);
      return [];
    }
  }

  /** What the symbolic link at `path` holds; `null` when there is none. */
  link(path: string): string | null {
    try {
      return Deno.readLinkSync(path);
    } catch (error) {
      // Nobody under Deno may look at /dev and /proc, the daemon as little as this client.
      const isClosed = /^\/(?:dev|proc|sys)\//.test(path);
      if (error instanceof Deno.errors.NotCapable && !isClosed) this.denied.add(path);
      return null;
    }
  }

  probe(path: string): ExecutableKind {
    const info = this.#stat(path);
    if (info === null) return "missing";
    if (info.isDirectory) return "directory";
    return ((info.mode ?? 0o777) & 0o111) === 0 ? "not-executable" : "executable";
  }

  #stat(path: string): Deno.FileInfo | null {
    try {
      return Deno.statSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) this.denied.add(path);
      return null;
    }
  }
}

/** The user database; one that is there and cannot be read would make the plan wrong. */
export const PLAN_USERS: Users = new UserFiles((path) => {
  try {
    return CONTROL_FILES.readText(path);
  } catch (error) {
    if (error instanceof FileError && error.problem === "not-found") return "";
    throw error;
  }
});

/** The surroundings of a daemon that this user would start here and now. */
export function planHost(): Host {
  const env = Deno.env.toObject();
  const cwd = Deno.cwd();
  return {
    cwd,
    home: env["HOME"] ?? null,
    tempDir: findTempDir(env, { cwd, isDirectory }),
    nodeName: Deno.hostname(),
    uid: Deno.uid() ?? 0,
    env,
  };
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
