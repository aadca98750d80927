/** What a path is to somebody who wants to execute it. */
export type ExecutableKind =
  | "executable"
  | "missing"
  | "directory"
  /** No execute bit at all. */
  | "not-executable"
  /** An execute bit, but none for us. */
  | "not-permitted"
  /** The daemon may not look (no read permission): only trying will tell. */
  | "unknown";

/** Looks at executables. */
export interface Executables {
  /** Follows symbolic links. `path` is absolute. */
  probe(path: string): ExecutableKind;
}
