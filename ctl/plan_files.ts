/**
 * What the plan of a daemon's permissions looks at, with the eyes of whoever runs the client.
 *
 * @module
 */

import type { ExecutableKind, Executables } from "#lib/ports/executables.ts";
import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { UserEntry, Users } from "#lib/ports/users.ts";
import { CONTROL_FILES, CONTROL_USERS } from "./control_files.ts";

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

/** The user database with its groups. */
export const PLAN_USERS: Users = {
  ...CONTROL_USERS,
  groupByName: (name) => groups().find((group) => group.name === name)?.gid ?? null,
  groupByGid: (gid) => groups().find((group) => group.gid === gid) ?? null,
  groupsOf: (user: UserEntry) => [
    ...new Set([
      user.gid,
      ...groups().filter(({ members }) => members.includes(user.name)).map(({ gid }) => gid),
    ]),
  ],
};

/** The surroundings of a daemon that this user would start here and now. */
export function planHost(): Host {
  const env = Deno.env.toObject();
  const temporary = [env["TMPDIR"], env["TEMP"], env["TMP"], "/tmp", "/var/tmp", "/usr/tmp"];
  return {
    cwd: Deno.cwd(),
    home: env["HOME"] ?? null,
    tempDir: temporary.find((path) => path !== undefined && isDirectory(path)) ?? Deno.cwd(),
    nodeName: Deno.hostname(),
    uid: Deno.uid() ?? 0,
    env,
  };
}

function groups(): readonly { name: string; gid: number; members: readonly string[] }[] {
  return CONTROL_FILES.readText("/etc/group").split("\n").flatMap((line) => {
    const [name, , gid, members] = line.split(":");
    if (name === undefined || gid === undefined || name.startsWith("#")) return [];
    return [{ name, gid: Number(gid), members: (members ?? "").split(",") }];
  });
}

function isDirectory(path: string): boolean {
  try {
    return path !== "" && Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
