/**
 * Where paths lead, for permissions that Deno checks by the place where a file really is.
 *
 * @module
 */

/** What a symbolic link holds; `null` where there is none. */
export type ReadLink = (path: string) => string | null;

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/**
 * The absolute path without links in it. What does not exist is taken as it is written, and a path
 * that leads in a circle as a whole.
 *
 * @param path absolute
 */
export function realPath(path: string, readLink: ReadLink): string {
  let rest = path.split("/");
  let done = "";
  for (let links = 0; rest.length > 0;) {
    const [part, ...after] = rest as [string, ...string[]];
    rest = after;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      done = done.slice(0, Math.max(0, done.lastIndexOf("/")));
      continue;
    }
    const target = readLink(`${done}/${part}`);
    if (target === null) {
      done += `/${part}`;
    } else {
      if (++links > MOST_LINKS) return path;
      if (target.startsWith("/")) done = "";
      rest = [...target.split("/"), ...after];
    }
  }
  return done === "" ? "/" : done;
}
