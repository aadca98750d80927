import type { FileSystem } from "#lib/ports/file_system.ts";
import { join } from "#lib/text/posix_path.ts";

/**
 * The directory that plugins import `definePlugin` from: above `code`, which is the directory of the
 * sources of a program or that of its bundle. `undefined` where there are no sources.
 */
export function findPluginLibrary(
  code: string | undefined,
  fs: Pick<FileSystem, "kind">,
): string | undefined {
  if (code === undefined) return undefined;
  return ["..", "../.."].map((up) => join(code, up, "lib/plugin"))
    .find((path) => fs.kind(path) === "directory");
}
