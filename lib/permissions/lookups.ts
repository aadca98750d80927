import type { ExecutableKind, Executables } from "#lib/ports/executables.ts";
import type { FileKind, FileSystem } from "#lib/ports/file_system.ts";

/**
 * A file system that remembers what the loading of a config looked at: a daemon that loads the same
 * config must be able to look there too.
 */
export class Lookups implements FileSystem {
  /** Directories whose names were listed. */
  readonly listed: Set<string> = new Set();
  /** Paths that were asked for and are directories. */
  readonly directories: Set<string> = new Set();
  /** Variables that files refer to by `%(ENV_X)s`. */
  readonly variables: Set<string> = new Set();
  readonly #files: FileSystem;

  constructor(files: FileSystem) {
    this.#files = files;
  }

  readText(path: string): string {
    const text = this.#files.readText(path);
    for (const [, name = ""] of text.matchAll(/%\(ENV_([^)]+)\)/g)) this.variables.add(name);
    return text;
  }

  kind(path: string): FileKind | null {
    const kind = this.#files.kind(path);
    if (kind === "directory") this.directories.add(path);
    return kind;
  }

  list(path: string): readonly string[] {
    this.listed.add(path);
    return this.#files.list(path);
  }

  /** `executables` that remember directories, too: a command can be one by mistake. */
  remember(executables: Executables): Executables {
    return {
      probe: (path): ExecutableKind => {
        const kind = executables.probe(path);
        if (kind === "directory") this.directories.add(path);
        return kind;
      },
    };
  }
}
