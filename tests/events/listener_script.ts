import { PYTHON } from "#tests/support/python.ts";

/**
 * The command line of a listener in `tests/events/listeners`. They are written against Debian's
 * `supervisor.childutils` and know nothing of whose children they are.
 */
export function listenerScript(name: string, ...args: readonly (string | number)[]): string {
  const script = `${import.meta.dirname}/listeners/${name}`;
  return [PYTHON, "-I", "-B", script, ...args.map(String)].join(" ");
}
