/**
 * Why an HTTP server could not be opened, in Supervisor's words (`config.md` 13).
 *
 * @module
 */

import { errnoOf } from "#daemon/adapters/errno.ts";
import { nodeOs } from "#daemon/adapters/node_builtins.ts";
import type { Ownership } from "#lib/config/config.ts";
import { errorMessage } from "#lib/text/error_text.ts";

/** A server that cannot be opened. The message is what a usage error prints. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  readonly problem: "in-use" | "not-permitted" | "other";

  constructor(problem: ListenError["problem"], message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }

  /** Somebody else answers on the port or socket. */
  static inUse(cause?: unknown): ListenError {
    return new ListenError(
      "in-use",
      "Another program is already listening on a port that one of our HTTP servers is " +
        "configured to use.  Shut this program down first before starting supervisord.",
      cause,
    );
  }

  /** The owner that the configuration asks for cannot be given to the socket. */
  static chown(
    path: string,
    options: { owner: Ownership; user: string; cause: unknown },
  ): ListenError {
    const { owner, user, cause } = options;
    return new ListenError(
      "not-permitted",
      `Not permitted to chown ${path} to uid/gid (${owner.uid}, ${owner.gid}); ` +
        'adjust "sockchown" value in config file or on command line to values that the ' +
        `current user (${user}) can successfully chown`,
      cause,
    );
  }

  /** Any other failure; system errors are told by name and number. */
  static from(error: unknown): ListenError {
    if (error instanceof ListenError) return error;
    const code = errnoOf(error);
    if (code === "EADDRINUSE") return ListenError.inUse(error);
    const number = code === null ? undefined : errorNumbers()[code];
    const reason = number === undefined ? errorMessage(error) : `errno.${code} (${number})`;
    return new ListenError(
      "other",
      `Cannot open an HTTP server: socket.error reported ${reason}`,
      error,
    );
  }
}

function errorNumbers(): Readonly<Record<string, number>> {
  return nodeOs().constants.errno;
}
