/**
 * Ports for tests that need no real file: a few files in memory and two users.
 *
 * @module
 */

import { parseDaemonArguments } from "#lib/config/command_line.ts";
import type { Config } from "#lib/config/config.ts";
import { loadConfig } from "#lib/config/load.ts";
import type { LoadResult } from "#lib/config/load.ts";
import { absolutePath } from "#lib/config/paths.ts";
import { FileError } from "#lib/ports/file_system.ts";
import type { FileKind, FileSystem, Host } from "#lib/ports/file_system.ts";
import type { UserEntry, Users } from "#lib/ports/users.ts";

/** Files by absolute path; what lies above them are directories, `null` is a file nobody may read. */
export type MemoryFiles = Readonly<Record<string, string | null>>;

/** A file system that holds exactly `files`, `/tmp` and `/home/me`. */
export function memoryFileSystem(files: MemoryFiles): FileSystem {
  const directories = new Set(["/", "/tmp", "/home", "/home/me"]);
  for (const path of Object.keys(files)) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      directories.add(path.slice(0, at));
    }
  }
  return {
    readText(path: string): string {
      const text = files[path];
      if (typeof text === "string") return text;
      const problem = directories.has(path)
        ? "is-directory"
        : text === null
        ? "not-permitted"
        : "not-found";
      throw new FileError(problem, { path, message: problem });
    },
    kind(path: string): FileKind | null {
      const clean = absolutePath(path, "/");
      if (directories.has(clean)) return "directory";
      return Object.hasOwn(files, clean) && !path.endsWith("/") ? "file" : null;
    },
    list(path: string): readonly string[] {
      const prefix = path.endsWith("/") ? path : `${path}/`;
      const below = [...directories, ...Object.keys(files)].filter((other) =>
        other.startsWith(prefix) && other !== path
      );
      return [...new Set(below.map((other) => other.slice(prefix.length).split("/")[0]!))];
    },
  };
}

const USERS: readonly UserEntry[] = [
  { name: "root", uid: 0, gid: 0, home: "/root" },
  { name: "me", uid: 1000, gid: 100, home: "/home/me" },
];

/** The users `root` and `me` (uid 1000, gid 100) and the group `staff` (50). */
export const memoryUsers: Users = {
  byName: (name) => USERS.find((user) => user.name === name) ?? null,
  byUid: (uid) => USERS.find((user) => user.uid === uid) ?? null,
  groupByName: (name) => name === "staff" ? 50 : null,
  groupByGid: (gid) => gid === 50 ? { name: "staff", gid } : null,
  groupsOf: (user) => [user.gid],
};

/** A process of `me` in `/work`, with `HOME` and `X` in its environment. */
export const memoryHost: Host = {
  cwd: "/work",
  home: "/home/me",
  tempDir: "/tmp",
  nodeName: "node.example",
  uid: 1000,
  env: { HOME: "/home/me", X: "value of x" },
};

/** What to load; the main file is `/work/s.conf`. */
export interface MemoryLoad {
  readonly files?: MemoryFiles;
  /** Words of the command line; `-c s.conf` unless given. */
  readonly argv?: readonly string[];
  readonly host?: Partial<Host>;
}

/** Loads `text` as the main file. */
export function loadText(text: string, options: MemoryLoad = {}): LoadResult {
  const parsed = parseDaemonArguments(options.argv ?? ["-c", "s.conf"]);
  if (parsed.kind !== "run") throw new Error(`The command line asks for ${parsed.kind}`);
  return loadConfig({
    commandLine: parsed.commandLine,
    fs: memoryFileSystem({ "/work/s.conf": text, "/work/log/.keep": "", ...options.files }),
    users: memoryUsers,
    host: { ...memoryHost, ...options.host },
  });
}

/** The configuration of a text that has to be in order. */
export function configOf(text: string, options: MemoryLoad = {}): Config {
  const result = loadText(text, options);
  if (result.ok) return result.config;
  throw new Error(result.problems.map((problem) => problem.message).join("\n"));
}

/** The messages of the problems of a text, none if it is in order. */
export function problemsOf(text: string, options: MemoryLoad = {}): readonly string[] {
  const result = loadText(text, options);
  return result.ok ? [] : result.problems.map((problem) => problem.message);
}

/** The messages of the notices of a text. */
export function noticesOf(text: string, options: MemoryLoad = {}): readonly string[] {
  const result = loadText(text, options);
  return (result.ok ? result.config.notices : result.notices).map((notice) => notice.message);
}
