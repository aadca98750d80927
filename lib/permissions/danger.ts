/**
 * What a granted executable or directory allows beyond the purpose that it is granted for.
 *
 * @module
 */

/** What an open list of programs means. */
export const DANGER_ANYTHING = "runs any program";

/** What an interpreter can do. */
export const INTERPRETER = "an interpreter: runs whatever its arguments say";
const READS = "reads every file that the daemon's user can read";
const COPIES = "reads and writes every file that the daemon's user can";

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...words("ash bash busybox csh dash fish ksh mksh sh tcsh zsh", DANGER_ANYTHING),
  ...words(
    "chroot doas env flock ionice nice nohup nsenter prlimit runuser setarch",
    DANGER_ANYTHING,
  ),
  ...words(
    "setpriv setsid stdbuf strace su sudo taskset timeout tini unshare xargs",
    DANGER_ANYTHING,
  ),
  ...words("dumb-init find gosu parallel pidproxy su-exec systemd-run watch", DANGER_ANYTHING),
  ...words(
    "awk bun deno gawk java jshell lua mawk node perl php pypy python ruby tclsh",
    INTERPRETER,
  ),
  ...words("base64 cat cut grep head less more od sort tail xxd", READS),
  ...words("cp dd install mv rsync sed tar tee", COPIES),
  ...words("curl nc ncat scp socat ssh wget", "sends and fetches files over the network"),
  ["ps", "shows every command line, and the environment of the daemon's user's processes"],
  ["kill", "signals every process of the daemon's user"],
  ["logger", "sends any file that the daemon's user can read to a host of choice"],
]);

const SHARED_DIRECTORIES: ReadonlyMap<string, string> = new Map([
  ["/", "every file"],
  ["/dev/shm", "shared by all users: other programs' memory files"],
  ["/etc", "the system's configuration"],
  ["/home", "the files of all users"],
  ["/root", "the files of root"],
  ["/tmp", "shared by all users: other programs' temporary files"],
  ["/usr", "the system's programs"],
  ["/var", "the system's data"],
  ["/var/log", "other programs' logs"],
  ["/var/run", "other programs' pidfiles and sockets"],
  ["/run", "other programs' pidfiles and sockets"],
  ["/var/tmp", "shared by all users: other programs' temporary files"],
]);

/**
 * What the executable at `path` can do whatever its purpose, judged by its name (`python3.11` is
 * `python`); `undefined` when its name says nothing.
 */
export function dangerOfExecutable(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return BY_NAME.get(name) ?? BY_NAME.get(name.replace(/-?[\d.]+$/, ""));
}

/** What else lies in a directory that many share; `undefined` for a directory of one's own. */
export function dangerOfDirectory(path: string): string | undefined {
  return SHARED_DIRECTORIES.get(path);
}

function words(names: string, danger: string): (readonly [string, string])[] {
  return names.split(" ").map((name) => [name, danger] as const);
}
