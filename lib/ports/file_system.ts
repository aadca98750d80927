/** What kind of thing a path names. */
export type FileKind = "file" | "directory" | "other";

/** Why a path could not be used. */
export type FileProblem = "not-found" | "not-permitted" | "is-directory" | "invalid-utf8" | "other";

/** A failed file system call; the message is the system's. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly problem: FileProblem;
  readonly path: string;

  constructor(problem: FileProblem, options: { path: string; message: string; cause?: unknown }) {
    super(options.message, { cause: options.cause });
    this.problem = problem;
    this.path = options.path;
  }
}

/** What the pure parts need of the file system. All calls are synchronous: they run at start and on `reread`. */
export interface FileSystem {
  /** @throws {FileError} */
  readText(path: string): string;
  /** The kind of what is there (links followed), `null` when there is nothing or it may not be seen. */
  kind(path: string): FileKind | null;
  /** Names in a directory, unsorted; empty when it cannot be read. */
  list(path: string): readonly string[];
}

/** The surroundings of a process that a config file can refer to. */
export interface Host {
  readonly cwd: string;
  /** `$HOME` of the caller for `~`, `null` when unset. */
  readonly home: string | null;
  /** Directory that `childlogdir` defaults to. */
  readonly tempDir: string;
  /** `uname -n`. */
  readonly nodeName: string;
  readonly uid: number;
  /** The environment variables that may be read, by name. */
  readonly env: Readonly<Record<string, string>>;
}
