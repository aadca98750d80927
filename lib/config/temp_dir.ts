/**
 * Python's search for a directory for temporary files, which `childlogdir` defaults to.
 *
 * @param options.cwd where none of the usual ones is there
 */
export function findTempDir(
  env: Readonly<Record<string, string>>,
  options: { readonly cwd: string; readonly isDirectory: (path: string) => boolean },
): string {
  const candidates = [env["TMPDIR"], env["TEMP"], env["TMP"], "/tmp", "/var/tmp", "/usr/tmp"];
  const found = candidates.find((path) =>
    path !== undefined && path !== "" && options.isDirectory(path)
  );
  return found ?? options.cwd;
}
