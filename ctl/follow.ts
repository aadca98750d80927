/**
 * Following a log until somebody presses Ctrl-C (`CTL-024`).
 *
 * @module
 */

import type { Invocation } from "./command.ts";
import { encodingWarning } from "./encoding_warning.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { Interrupted, NetworkError } from "./http/errors.ts";

/** Shown before anything that only Ctrl-C ends. */
export const PRESS_CTRL_C = "==> Press Ctrl-C to exit <==";

/**
 * Writes what `GET path` streams to standard output, until the daemon or the user ends it. A log that
 * cannot be read exits 1, where supervisorctl exits 0 (B-38).
 */
export async function followLog(invocation: Invocation, path: string): Promise<void> {
  const { session, report } = invocation;
  const warning = encodingWarning();
  if (warning !== null) report.line(warning);
  report.line(PRESS_CTRL_C);
  using caught = session.interrupts.catch();
  try {
    const whole = await streamLog(invocation, { path, signal: caught.signal });
    if (!whole) session.fail(EXIT_STATUS.GENERIC);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    report.line("");
  }
}

/** A log to stream. */
export interface LogRequest {
  /** Not percent-encoded. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/**
 * Streams one log to standard output. `false` when it cannot be read, which is reported on standard
 * error.
 *
 * @throws {Interrupted} when the signal is aborted
 */
export async function streamLog(invocation: Invocation, request: LogRequest): Promise<boolean> {
  const { session, terminal } = invocation;
  const log = terminal.openLog();
  try {
    const { status, body } = await session.openStream(encodePath(request.path), request.signal);
    if (status !== 200) {
      tellUnreadable(invocation, { path: request.path, status });
      return false;
    }
    for await (const bytes of body) log.write(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const url = `${session.endpoint.serverurl}${request.path}`;
    terminal.printError(`${url} Cannot connect, error: ${error.message}\n`);
    return false;
  } finally {
    log.end();
  }
}

/** Says that the daemon streams nothing at `path`. */
export function tellUnreadable(
  { session, terminal }: Pick<Invocation, "session" | "terminal">,
  { path, status }: { readonly path: string; readonly status: number },
): void {
  const url = `${session.endpoint.serverurl}${path}`;
  terminal.printError(`${url} Cannot read, status code ${status}\n`);
}

/** Percent-encodes a path; `:` between group and process stays readable. */
export function encodePath(path: string): string {
  return path.split("/").map((part) => encodeURIComponent(part).replaceAll("%3A", ":")).join("/");
}
