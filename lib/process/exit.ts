/**
 * How a process ended, and the texts that say so (`PROC-056`).
 *
 * @module
 */

/** The end of a process: by itself with a code, or by a signal. */
export type Exit =
  | { readonly kind: "code"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string; readonly core: boolean };

/** The status that XML-RPC reports: the code, or -1 after a signal (K-11). */
export function exitStatusOf(exit: Exit): number {
  return exit.kind === "code" ? exit.code : -1;
}

/** `exit status 3`, `terminated by SIGSEGV (core dumped)`. */
export function describeExit(exit: Exit): string {
  if (exit.kind === "code") return `exit status ${exit.code}`;
  return `terminated by ${exit.signal}${exit.core ? " (core dumped)" : ""}`;
}
