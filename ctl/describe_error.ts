/**
 * The text behind `error: ` for what a command did not expect (ctl.md 2).
 *
 * @module
 */

import { Fault } from "#lib/rpc/fault.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { NetworkError } from "./http/errors.ts";

/** A fault as Python prints it, `<Fault 6: 'SHUTDOWN_STATE'>`. */
export function describeFault(fault: Fault): string {
  return `<Fault ${fault.code}: ${pythonRepr(fault.text)}>`;
}

/**
 * Supervisor's words without the Python class before and the source line behind them; a failed
 * connection also says to where.
 */
export function describeError(error: unknown, serverurl: string): string {
  if (error instanceof Fault) return describeFault(error);
  if (error instanceof NetworkError) return `${error.message}: ${serverurl}`;
  return errorMessage(error);
}
