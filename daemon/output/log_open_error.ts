import { errorMessage } from "#lib/text/error_text.ts";
import { errnoOf } from "#daemon/adapters/errno.ts";

/** A log that cannot be opened or cleared: which, why in errno's words, and what helps. */
export class LogOpenError extends Error {
  override readonly name = "LogOpenError";
  readonly path: string;
  /** The errno's name, `EACCES`. */
  readonly errno: string;

  /** @param options.advice what the user can do, a part of a sentence */
  constructor(path: string, options: { errno: string; advice?: string; cause?: unknown }) {
    const advice = options.advice === undefined ? "" : `: ${options.advice}`;
    super(`Cannot open log '${path}' (${options.errno})${advice}`, { cause: options.cause });
    this.path = path;
    this.errno = options.errno;
  }

  /** The same for whatever a failed call threw. */
  static from(path: string, error: unknown): LogOpenError {
    if (error instanceof LogOpenError) return error;
    if (error instanceof Deno.errors.NotCapable) {
      return new LogOpenError(path, {
        errno: "EACCES",
        advice: "this daemon was started without the permission to write there; restart it",
        cause: error,
      });
    }
    // What has no errno never reached the system: a path with a NUL byte, a bug.
    return new LogOpenError(path, { errno: errnoOf(error) ?? "EIO", cause: error });
  }
}

/** Why a call failed, in few words: the errno's name, else the error's message. */
export function reasonOf(error: unknown): string {
  return errnoOf(error) ?? errorMessage(error);
}

/** What is told when a file could not be rotated or reopened. */
export function renewFailure(path: string, error: unknown): string {
  const why = error instanceof LogOpenError ? error.message : reasonOf(error);
  return `Cannot renew log '${path}', the file before stays in use: ${why}`;
}
