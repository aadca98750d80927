/**
 * Which room of the house a module belongs to, and which one an import reaches.
 *
 * @module
 */

/** The rooms that rules speak of; everything else is `other`. */
export type Room = "lib" | "daemon" | "ctl" | "other";

const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** A module's path inside the repository, with `/` between its parts. */
export function pathInRepository(filename: string): string {
  const path = filename.startsWith("file://")
    ? decodeURIComponent(new URL(filename).pathname)
    : filename;
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path.replace(/^\.\//, "");
}

/** The room that a path inside the repository lies in. */
export function roomOf(path: string): Room {
  const first = path.split("/")[0];
  return first === "lib" || first === "daemon" || first === "ctl" ? first : "other";
}

/** The room that `specifier` leads to when the module at `path` imports it. */
export function roomOfImport(specifier: string, path: string): Room {
  if (specifier.startsWith("#")) return roomOf(specifier.slice(1));
  if (!specifier.startsWith(".")) return "other";
  return roomOf(new URL(specifier, `file:///${path}`).pathname.slice(1));
}
