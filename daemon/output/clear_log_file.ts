import { lstatOrNull } from "../adapters/optional_file.ts";
import { LogOpenError } from "./log_open_error.ts";
import { openLogFile, type OpenOptions, refuseUnsafeLink } from "./log_path.ts";

/**
 * Throws the content of a log away whether or not somebody writes to it (LOG-010, B-03): the file is
 * removed and made anew, so that readers who follow it by name notice.
 *
 * Where it cannot be removed (a link, a mounted file, a directory that is not ours) it is emptied in
 * place. What is no regular file, and what is not there, is left alone.
 *
 * @throws {LogOpenError}
 */
export function clearLogFile(path: string, options: OpenOptions = {}): void {
  try {
    refuseUnsafeLink(path);
    const there = lstatOrNull(path);
    if (there === null) return;
    const gone = there.isFile && removed(path);
    if (!gone && !Deno.statSync(path).isFile) return;
    using file = openLogFile(path, options);
    file.truncateSync(0);
  } catch (error) {
    throw LogOpenError.from(path, error);
  }
}

function removed(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
