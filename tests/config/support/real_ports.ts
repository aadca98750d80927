/**
 * The ports on the real file system and user database, for tests that compare with Supervisor.
 *
 * @module
 */

import { FileError } from "#lib/ports/file_system.ts";
import type { FileKind, FileProblem, FileSystem, Host } from "#lib/ports/file_system.ts";
import type { UserEntry, Users } from "#lib/ports/users.ts";

/** Reads files and directories as they are. */
export const realFileSystem: FileSystem = {
  readText(path: string): string {
    let bytes: Uint8Array;
    try {
      bytes = Deno.readFileSync(path);
    } catch (cause) {
      throw new FileError(problemOf(cause), { path, message: String(cause), cause });
    }
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new FileError("invalid-utf8", { path, message: "not valid UTF-8", cause });
    }
  },
  kind(path: string): FileKind | null {
    try {
      const info = Deno.statSync(path);
      if (info.isDirectory) return "directory";
      return info.isFile ? "file" : "other";
    } catch {
      return null;
    }
  },
  list(path: string): readonly string[] {
    try {
      return [...Deno.readDirSync(path)].map((entry) => entry.name);
    } catch {
      return [];
    }
  },
};

function problemOf(error: unknown): FileProblem {
  if (error instanceof Deno.errors.NotFound) return "not-found";
  if (error instanceof Deno.errors.PermissionDenied) return "not-permitted";
  if (error instanceof Deno.errors.IsADirectory) return "is-directory";
  return "other";
}

/** The users of `/etc/passwd` and the groups of `/etc/group`. */
export function realUsers(): Users {
  const users = rows("/etc/passwd").map(([name = "", , uid, gid, , home = ""]): UserEntry => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
  }));
  const groups = rows("/etc/group").map(([name = "", , gid, members = ""]) => ({
    name,
    gid: Number(gid),
    members: members.split(","),
  }));
  return {
    byName: (name) => users.find((user) => user.name === name) ?? null,
    byUid: (uid) => users.find((user) => user.uid === uid) ?? null,
    groupByName: (name) => groups.find((group) => group.name === name)?.gid ?? null,
    groupByGid: (gid) => groups.find((group) => group.gid === gid) ?? null,
    groupsOf: (user) => [
      user.gid,
      ...groups.filter((group) => group.members.includes(user.name)).map((group) => group.gid),
    ],
  };
}

function rows(path: string): readonly (readonly string[])[] {
  return Deno.readTextFileSync(path).split("\n").filter((line) => line !== "")
    .map((line) => line.split(":"));
}

/** The surroundings of a process with this environment that runs in `cwd`. */
export function realHost(options: { cwd: string; env: Readonly<Record<string, string>> }): Host {
  return {
    cwd: options.cwd,
    home: options.env["HOME"] ?? null,
    tempDir: options.env["TMPDIR"] ?? "/tmp",
    nodeName: Deno.hostname(),
    uid: Deno.uid() ?? 0,
    env: options.env,
  };
}
