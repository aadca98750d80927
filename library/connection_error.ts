import { HttpStatusError, NetworkError, type NetworkProblem } from "#ctl/http/errors.ts";

/** What may lie behind a {@linkcode ConnectionError}. */
export type ConnectionProblem = NetworkProblem | "unauthorized" | "status" | "dropped";

/** A daemon that cannot be reached, or that answers otherwise than in XML-RPC. The message names it. */
export class ConnectionError extends Error {
  /** Always `ConnectionError`. */
  override readonly name = "ConnectionError";
  /**
   * | Value | Meaning |
   * | --- | --- |
   * | `refused` | nobody listens there |
   * | `no-such-file` | there is no such socket |
   * | `unauthorized` | the daemon wants another user name or password (HTTP 401) |
   * | `status` | any other HTTP status that is not 200 |
   * | `dropped` | a stream of events was not read fast enough |
   * | `other` | all else; see the message |
   */
  readonly problem: ConnectionProblem;
  /** The HTTP status, `null` when none came. */
  readonly status: number | null;
  /** The daemon's URL, without user name and password. */
  readonly url: string;

  /** An error about the daemon at `url`. */
  constructor(
    url: string,
    options: {
      readonly problem: ConnectionProblem;
      readonly message: string;
      readonly status?: number;
      readonly cause?: unknown;
    },
  ) {
    super(`${url}: ${options.message}`, { cause: options.cause });
    this.problem = options.problem;
    this.status = options.status ?? null;
    this.url = url;
  }

  /** The same for what a connection threw; anything else is given back as it is. */
  static from(error: unknown, url: string): unknown {
    if (error instanceof NetworkError) {
      return new ConnectionError(url, {
        problem: error.problem,
        message: error.message,
        cause: error,
      });
    }
    if (error instanceof HttpStatusError) return ConnectionError.ofStatus(error.status, url);
    return error;
  }

  /** The error for an answer with another HTTP status than 200. */
  static ofStatus(status: number, url: string): ConnectionError {
    const problem = status === 401 ? "unauthorized" : "status";
    return new ConnectionError(url, { problem, status, message: `HTTP status ${status}` });
  }
}
