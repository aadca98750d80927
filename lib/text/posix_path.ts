/**
 * What the daemon needs of paths, with the results of `node:path/posix`: the first import of any of node's
 * modules takes 5 ms of a start (docs/performance.md).
 *
 * @module
 */

/** Everything before the last name; `.` for a bare name, `/` at the top. */
export function dirname(path: string): string {
  const name = path.replace(/\/+$/, "");
  if (name === "") return path === "" ? "." : "/";
  const end = name.lastIndexOf("/");
  if (end < 0) return ".";
  return name.slice(0, end).replace(/\/+$/, "") || "/";
}

/** Without `.`, `..` behind a name, and doubled slashes. A slash at the end stays. */
export function normalize(path: string): string {
  const absolute = path.startsWith("/");
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.length > 0 && names.at(-1) !== "..") names.pop();
    else if (!absolute) names.push(name);
  }
  const slash = path.endsWith("/") ? "/" : "";
  const rest = names.join("/");
  if (rest === "") return absolute ? "/" : `.${slash}`;
  return `${absolute ? "/" : ""}${rest}${slash}`;
}

/** The parts that are not empty, one below the other, normalized. */
export function join(...parts: readonly string[]): string {
  return normalize(parts.filter((part) => part !== "").join("/"));
}

/** Where `path` leads from `directory`. */
export function resolveFrom(directory: string, path: string): string {
  const resolved = path.startsWith("/") ? normalize(path) : join(directory, path);
  return resolved.replace(/(?<=.)\/$/, "");
}
