/**
 * Files that may be missing, which is no error.
 *
 * @module
 */

/** What is at `path`, links followed; `null` when nothing is. */
export function statOrNull(path: string): Deno.FileInfo | null {
  return nullIfMissing(() => Deno.statSync(path));
}

/** What is at `path` itself; `null` when nothing is. */
export function lstatOrNull(path: string): Deno.FileInfo | null {
  return nullIfMissing(() => Deno.lstatSync(path));
}

/** Removes a file, or a directory that is empty, if it is there. */
export function removeIfThere(path: string): void {
  nullIfMissing(() => Deno.removeSync(path));
}

function nullIfMissing<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
