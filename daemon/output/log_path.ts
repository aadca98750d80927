/**
 * Opening the file behind a log's path without being led elsewhere.
 *
 * @module
 */

import { dirname, resolveFrom } from "#lib/text/posix_path.ts";
import { lstatOrNull, statOrNull } from "../adapters/optional_file.ts";
import { LogOpenError } from "./log_open_error.ts";

const OTHERS_WRITE = 0o002;
const GROUP_WRITE = 0o020;
const ROOT = 0;

/** How a log file is made. */
export interface OpenOptions {
  /** Permission bits of a new file, reduced by the umask. @default 0o666 */
  readonly mode?: number;
}

/**
 * Opens a log for appending, creates it if need be.
 *
 * A symbolic link in a directory that others can write is refused: whoever put it there could have the
 * daemon write to any file. `O_NOFOLLOW` does not help, because with scoped permissions Deno resolves
 * links itself before it opens. So the path is looked at before and, where others can write, after.
 *
 * @throws {LogOpenError} also when the path names a directory, a socket or a FIFO.
 */
export function openLogFile(path: string, options: OpenOptions = {}): Deno.FsFile {
  try {
    refuseUnsafeLink(path);
    const there = statOrNull(path);
    if (there === null && lstatOrNull(path)?.isSymlink) return openLinkTarget(path, options);
    if (there?.isDirectory) throw new LogOpenError(path, { errno: "EISDIR" });
    if (there?.isSocket) throw new LogOpenError(path, { errno: "ENXIO" });
    // Opening it would wait for a reader.
    if (there?.isFifo) {
      throw new LogOpenError(path, { errno: "ESPIPE", advice: "it is a FIFO now" });
    }
    const file = Deno.openSync(path, { append: true, create: true, mode: options.mode ?? 0o666 });
    if (othersCanWrite(dirname(path))) keepUnmoved(file, path);
    return file;
  } catch (error) {
    throw LogOpenError.from(path, error);
  }
}

/** A link that dangles: with scoped permissions Deno does not create the file that it names. */
function openLinkTarget(path: string, options: OpenOptions): Deno.FsFile {
  return openLogFile(resolveFrom(dirname(path), Deno.readLinkSync(path)), options);
}

/**
 * Throws when `path` is a symbolic link that somebody else may have put there.
 *
 * @throws {LogOpenError} with errno ELOOP
 */
export function refuseUnsafeLink(path: string): void {
  const link = lstatOrNull(path);
  if (link?.isSymlink && isUnsafeLink(link, statOrNull(dirname(path)))) throw unsafeLink(path);
}

/**
 * Whether a link in `directory` may be somebody else's. In a directory that only a group can write,
 * links of root and of the directory's owner are followed.
 */
export function isUnsafeLink(link: Deno.FileInfo, directory: Deno.FileInfo | null): boolean {
  const mode = directory?.mode ?? OTHERS_WRITE;
  const trusted = link.uid === ROOT || link.uid === directory?.uid;
  return (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITE) !== 0 && !trusted);
}

/**
 * What `file` is, which was opened at `path` a moment ago.
 *
 * Deno wants to be permitted to read where an open file really is. Where a link on the way has been set
 * anew since the daemon started, as deployments do, that place was not known then; the path was.
 */
export function openFileInfo(file: Deno.FsFile, path: string): Deno.FileInfo {
  try {
    return file.statSync();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return Deno.statSync(path);
    throw error;
  }
}

/** Whether two looks saw the same file. */
export function isSameFile(a: Deno.FileInfo, b: Deno.FileInfo): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function othersCanWrite(directory: string): boolean {
  try {
    return ((Deno.statSync(directory).mode ?? OTHERS_WRITE) & OTHERS_WRITE) !== 0;
  } catch {
    return true;
  }
}

/** Nothing has been written yet: a file that is not seen to be the one at `path` is let go as it is. */
function keepUnmoved(file: Deno.FsFile, path: string): void {
  try {
    const there = lstatOrNull(path);
    if (there !== null && !there.isSymlink && isSameFile(there, file.statSync())) return;
    throw unsafeLink(path);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The error for a link that is not followed. */
export function unsafeLink(path: string): LogOpenError {
  return new LogOpenError(path, {
    errno: "ELOOP",
    advice: "it is a symbolic link in a directory that others can write; name its target instead",
  });
}
