import {
  FileError,
  type FileKind,
  type FileProblem,
  type FileSystem,
} from "#lib/ports/file_system.ts";
import { errorMessage } from "#lib/text/error_text.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The file system of this machine. */
export class Disk implements FileSystem {
  readonly #directories: ReadonlySet<string>;

  /** `directories` are known to exist although they may not be looked at. */
  constructor(directories: readonly string[] = []) {
    this.#directories = new Set(directories);
  }

  /** A FIFO is refused: reading waits for a writer, and everybody would wait with it. */
  readText(path: string): string {
    try {
      if (Deno.statSync(path).isFifo) throw new Error("It is a FIFO");
      return UTF8.decode(Deno.readFileSync(path));
    } catch (error) {
      throw new FileError(problemOf(error), {
        path,
        message: errorMessage(error),
        cause: error,
      });
    }
  }

  kind(path: string): FileKind | null {
    if (this.#directories.has(path)) return "directory";
    try {
      const info = Deno.statSync(path);
      return info.isDirectory ? "directory" : info.isFile ? "file" : "other";
    } catch (error) {
      // Nobody under Deno may look at /dev and /proc, a scoped daemon at little else. A path there is
      // taken as good: opening it will tell, with the permission that it lacks.
      return error instanceof Deno.errors.NotCapable ? "directory" : null;
    }
  }

  /** What the symbolic link at `path` holds; `null` when there is none or it may not be seen. */
  link(path: string): string | null {
    try {
      return Deno.readLinkSync(path);
    } catch {
      return null;
    }
  }

  list(path: string): readonly string[] {
    try {
      return [...Deno.readDirSync(path)].map((entry) => entry.name);
    } catch {
      return [];
    }
  }
}

function problemOf(error: unknown): FileProblem {
  if (error instanceof TypeError) return "invalid-utf8";
  if (error instanceof Deno.errors.NotFound) return "not-found";
  if (error instanceof Deno.errors.IsADirectory) return "is-directory";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "not-permitted";
  }
  return "other";
}
