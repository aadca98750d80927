import type { ExecutableKind, Executables } from "#lib/ports/executables.ts";

/** Judges executables by their mode bits, for the user and groups that the daemon has. */
export class ExecutableFiles implements Executables {
  readonly #uid: number;
  readonly #gid: number;
  readonly #directories: ReadonlySet<string>;

  /** `directories` are known although they may not be looked at. */
  constructor(
    identity: { readonly uid: number; readonly gid: number },
    directories: readonly string[] = [],
  ) {
    this.#uid = identity.uid;
    this.#gid = identity.gid;
    this.#directories = new Set(directories);
  }

  probe(path: string): ExecutableKind {
    if (this.#directories.has(path)) return "directory";
    let info: Deno.FileInfo;
    try {
      info = Deno.statSync(path);
    } catch (error) {
      return error instanceof Deno.errors.NotCapable ? "unknown" : "missing";
    }
    if (info.isDirectory) return "directory";
    const mode = info.mode ?? 0o777;
    if ((mode & 0o111) === 0) return "not-executable";
    if (this.#uid === 0) return "executable";
    if (info.uid === this.#uid) return (mode & 0o100) !== 0 ? "executable" : "not-permitted";
    // Supplementary groups are not known here: a group bit may or may not be ours.
    if (info.gid === this.#gid) return (mode & 0o010) !== 0 ? "executable" : "not-permitted";
    return (mode & 0o011) !== 0 ? "executable" : "not-permitted";
  }
}
