/**
 * What can go wrong between the client and a daemon, before the daemon has said anything in XML-RPC.
 *
 * @module
 */

import { errorMessage } from "#lib/text/error_text.ts";

/** What the client tells apart: nobody listens, there is no socket file, anything else. */
export type NetworkProblem = "refused" | "no-such-file" | "other";

/** The connection failed. `message` begins with the errno as Python prints it, `[Errno 111] …`. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  readonly problem: NetworkProblem;

  constructor(problem: NetworkProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

/** The daemon answered with another HTTP status than 200. */
export class HttpStatusError extends Error {
  override readonly name = "HttpStatusError";
  readonly status: number;

  constructor(status: number, reason: string) {
    // The words of Python's xmlrpc.client, with the host that supervisorctl always shows.
    super(`<ProtocolError for 127.0.0.1/RPC2: ${status} ${reason}>`);
    this.status = status;
  }
}

/** Somebody pressed Ctrl-C while the client waited. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("Interrupted");
  }
}

/**
 * What an error of a socket means. Errors that name a missing permission of Deno keep their
 * text: it says which flag to grant.
 */
export function networkError(error: unknown): NetworkError {
  const text = errorMessage(error);
  if (error instanceof Deno.errors.NotCapable) return new NetworkError("other", text, error);
  const match = /^(.*?) \(os error (\d+)\)/s.exec(text);
  if (match !== null) {
    const message = `[Errno ${match[2]}] ${match[1]}`;
    return new NetworkError(problemOf(error), message, error);
  }
  const lookup = /^failed to lookup address information: (.*)$/s.exec(text);
  if (lookup !== null) return new NetworkError("other", `[Errno -2] ${lookup[1]}`, error);
  return new NetworkError("other", text, error);
}

function problemOf(error: unknown): NetworkProblem {
  if (error instanceof Deno.errors.ConnectionRefused) return "refused";
  return error instanceof Deno.errors.NotFound ? "no-such-file" : "other";
}
