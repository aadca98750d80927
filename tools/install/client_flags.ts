/** Where configurations are, and the programs that `svctl permissions` looks at; `.` is that of the call. */
const READ = [
  ...[".", "..", "/bin", "/etc", "/home", "/lib", "/opt", "/run", "/sbin", "/srv", "/tmp"],
  ...["/usr", "/var"],
];

/** Where sockets and histories are. To connect to a socket, Deno wants it writable. */
const WRITE = [".", "/home", "/opt", "/run", "/srv", "/tmp", "/var"];

/**
 * The permissions of an installed `svctl`: no program, no native code, no import, no question at run
 * time, and files only where configurations, sockets and histories are. `directories` are further such
 * places, `home` is that of whoever installs.
 */
export function clientFlags(
  places: { readonly home: string | undefined; readonly directories: readonly string[] },
): readonly string[] {
  const own = [...places.home === undefined ? [] : [places.home], ...places.directories];
  return [
    ...["--no-prompt", "--cached-only", "--deny-import", "--allow-net", "--allow-env"],
    "--allow-sys=uid,gid,hostname",
    `--allow-read=${[...new Set([...READ, ...own])].join(",")}`,
    `--allow-write=${[...new Set([...WRITE, ...own])].join(",")}`,
  ];
}
