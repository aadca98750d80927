/**
 * File patterns as Python's `glob` reads them: `*`, `?` and `[…]` within one directory, hidden files
 * only where the pattern starts with a dot, `**` no more than `*` (config.md 4).
 *
 * npm's `picomatch` was tried and left out: it also knows braces, `[^…]`, classes such as
 * `[[:alpha:]]` and backslash escapes, all of which are ordinary characters here.
 *
 * @module
 */

import type { FileSystem } from "#lib/ports/file_system.ts";
import { joinPath } from "./paths.ts";

const MAGIC = /[*?[]/;

/** The paths that match an absolute `pattern`, in no particular order. */
export function globPaths(pattern: string, fs: FileSystem): readonly string[] {
  const slash = pattern.lastIndexOf("/");
  const directory = slash <= 0 ? "/" : pattern.slice(0, slash);
  const name = pattern.slice(slash + 1);
  if (!MAGIC.test(pattern)) return exists(pattern, fs) ? [pattern] : [];
  const directories = MAGIC.test(directory)
    ? globPaths(directory, fs).filter((path) => fs.kind(path) === "directory")
    : [directory];
  return directories.flatMap((parent) => matchIn(parent, { name, fs }));
}

function matchIn(parent: string, options: { name: string; fs: FileSystem }): readonly string[] {
  const { name, fs } = options;
  if (!MAGIC.test(name)) {
    const path = name === "" ? `${parent}/` : joinPath(parent, name);
    return exists(path, fs) ? [path] : [];
  }
  const matcher = namePattern(name);
  return fs.list(parent)
    .filter((entry) => (name.startsWith(".") || !entry.startsWith(".")) && matcher.test(entry))
    .map((entry) => joinPath(parent, entry));
}

/** A path with a slash at its end has to be a directory. */
function exists(path: string, fs: FileSystem): boolean {
  return path.endsWith("/") ? fs.kind(path) === "directory" : fs.kind(path) !== null;
}

/**
 * The expression for one name: `*` is any run, `?` one character, `[a-z]` one of, `[!a-z]` none of. What
 * is no such thing stands for itself.
 */
export function namePattern(pattern: string): RegExp {
  const characters = [...pattern];
  let source = "";
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") source += ".*";
    else if (character === "?") source += ".";
    else if (character === "[") {
      const end = setEnd(characters, at);
      if (end < 0) {
        source += "\\[";
      } else {
        source += setSource(characters.slice(at + 1, end));
        at = end;
      }
    } else source += literal(character);
  }
  return new RegExp(`^${source.replace(/(?:\.\*)+/g, ".*")}$`, "su");
}

/** Index of the `]` that closes a set, -1 without one. A `]` that comes first is an ordinary member. */
function setEnd(characters: readonly string[], open: number): number {
  let at = open + 1;
  if (characters[at] === "!") at++;
  if (characters[at] === "]") at++;
  return characters.indexOf("]", at);
}

function setSource(members: readonly string[]): string {
  const negated = members[0] === "!";
  const parts: string[] = [];
  for (let at = negated ? 1 : 0; at < members.length; at++) {
    const low = members[at]!;
    const high = members[at + 1] === "-" ? members[at + 2] : undefined;
    if (high === undefined) {
      parts.push(literal(low));
      continue;
    }
    // A range that ends before it starts matches nothing.
    if (low.codePointAt(0)! <= high.codePointAt(0)!) parts.push(`${literal(low)}-${literal(high)}`);
    at += 2;
  }
  if (parts.length === 0) return negated ? "." : "(?!)";
  return `[${negated ? "^" : ""}${parts.join("")}]`;
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character)
    ? `\\u{${character.codePointAt(0)!.toString(16)}}`
    : character;
}
