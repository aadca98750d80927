/**
 * How processes are named from outside: `group:process` (`CFG-122`, `RPC-045`, K-37).
 *
 * @module
 */

/** A name taken apart. `process` is `null` when the whole group is meant. */
export interface Namespec {
  readonly group: string;
  readonly process: string | null;
}

/**
 * Takes a name apart at its first colon. `a` is process `a` of group `a`; `a:*` and `a:` are the
 * whole group `a`. Any text is a name: whether there is such a process is another question.
 */
export function splitNamespec(text: string): Namespec {
  const colon = text.indexOf(":");
  if (colon < 0) return { group: text, process: text };
  const process = text.slice(colon + 1);
  return {
    group: text.slice(0, colon),
    process: process === "" || process === "*" ? null : process,
  };
}

/** Puts a name together: just `process` when its group has the same name, `group:*` for a group. */
export function makeNamespec(namespec: Namespec): string {
  if (namespec.group === namespec.process) return namespec.process;
  return `${namespec.group}:${namespec.process ?? "*"}`;
}
