/**
 * Running things as another user than root.
 *
 * @module
 */

import { succeed } from "./command.ts";

/** The words that run what follows them as `user`, with the user's own groups; the pid stays. */
export async function asUser(user: string): Promise<readonly string[]> {
  const gid = (await succeed(["/usr/bin/id", "-g", user])).trim();
  return ["/usr/bin/setpriv", `--reuid=${user}`, `--regid=${gid}`, "--init-groups", "--"];
}

/** Gives a directory and everything in it to `user` and the user's primary group. */
export async function chownTree(path: string, user: string): Promise<void> {
  await succeed(["/bin/chown", "-R", `${user}:`, path]);
}
