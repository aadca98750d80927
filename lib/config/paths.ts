/**
 * POSIX paths as Python's `os.path` sees them, and the two kinds of path value (config.md 5, row
 * CFG-031).
 *
 * @module
 */

import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { ValueError } from "./value_error.ts";

/** What paths are resolved against. */
export interface PathContext {
  readonly fs: FileSystem;
  readonly host: Host;
  readonly users: Users;
}

/** The part before the last slash, without trailing slashes; empty for a bare name. */
export function dirname(path: string): string {
  const head = path.slice(0, path.lastIndexOf("/") + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, "");
}

/** `name` in `directory`; an absolute `name` stands for itself. */
export function joinPath(directory: string, name: string): string {
  if (name.startsWith("/") || directory === "") return name;
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}

/** The absolute form of a path without `.`, `..` and doubled slashes; links are not followed. */
export function absolutePath(path: string, cwd: string): string {
  const joined = joinPath(cwd, path);
  const parts: string[] = [];
  for (const part of joined.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const slashes = joined.startsWith("//") && !joined.startsWith("///") ? "//" : "/";
  return slashes + parts.join("/");
}

/** Expands `~` and `~user` at the start; an unknown user's stays as it is. */
export function expandUser(path: string, context: PathContext): string {
  if (!path.startsWith("~")) return path;
  const slash = path.indexOf("/");
  const name = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const rest = slash < 0 ? "" : path.slice(slash);
  const home = homeOf(name, context);
  return home === null ? path : home.replace(/\/+$/, "") + rest || "/";
}

/** `~` expanded, absolute, without dots: what Supervisor calls a normalised path. */
export function normalizePath(path: string, context: PathContext): string {
  return absolutePath(expandUser(path, context), context.host.cwd);
}

/** A directory that exists, `~` expanded and otherwise as written. @throws {ValueError} */
export function existingDirectory(path: string, context: PathContext): string {
  const expanded = expandUser(path, context);
  if (isDirectory(expanded, context)) return expanded;
  throw new ValueError(`${path} is not an existing directory`);
}

/** A path whose directory exists, `~` expanded and otherwise as written. @throws {ValueError} */
export function existingParent(path: string, context: PathContext): string {
  const expanded = expandUser(path, context);
  const directory = dirname(expanded);
  if (directory === "" || isDirectory(directory, context)) return expanded;
  throw new ValueError(`The directory named as part of the path ${path} does not exist`);
}

function isDirectory(path: string, context: PathContext): boolean {
  return path !== "" && context.fs.kind(joinPath(context.host.cwd, path)) === "directory";
}

function homeOf(name: string, context: PathContext): string | null {
  if (name !== "") return context.users.byName(name)?.home ?? null;
  return context.host.home ?? context.users.byUid(context.host.uid)?.home ?? null;
}
