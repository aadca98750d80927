import type { FileKind, FileSystem } from "#lib/ports/file_system.ts";

/**
 * A file system that looks at each path once. The directories of a thousand log files are few, and
 * one load should see one state of them.
 */
export function rememberKinds(fs: FileSystem): FileSystem {
  const kinds = new Map<string, FileKind | null>();
  return {
    readText: (path) => fs.readText(path),
    list: (path) => fs.list(path),
    kind(path) {
      const known = kinds.get(path);
      if (known !== undefined) return known;
      const kind = fs.kind(path);
      kinds.set(path, kind);
      return kind;
    },
  };
}
