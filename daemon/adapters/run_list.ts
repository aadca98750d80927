/**
 * The list of programs that this process may run, and what in it opens the way to others.
 *
 * @module
 */

import { HELPER_PATHS } from "#lib/permissions/helpers.ts";
import { isLoaderVariable } from "#lib/permissions/loader_variables.ts";
import { isGranted } from "./granted.ts";

/** What may be run. */
export interface RunList {
  /** Every program, with every variable. */
  readonly open: boolean;
  permits(file: string): boolean;
  /** Words that run what follows them, whatever it is, and keep the pid; `null` where nothing does. */
  readonly runner: readonly string[] | null;
}

/** No list at all. */
export const EVERY_PROGRAM: RunList = { open: true, permits: () => true, runner: null };

/** Shells beside `/bin/sh` that a configuration may list; all know `exec`. */
const OTHER_SHELLS = ["bash", "dash", "ash", "ksh", "zsh"].flatMap((name) => [
  `/bin/${name}`,
  `/usr/bin/${name}`,
]);

/** Looks at the permissions of this process. */
export function readRunList(): RunList {
  const open = isGranted({ kind: "run", value: null });
  const permits = (file: string): boolean => isGranted({ kind: "run", value: file });
  return { open, permits, runner: open ? null : findRunner(permits) };
}

/**
 * `line` as it can be executed under `list`: loader variables, which Deno passes to no child, are set by
 * `env`, and what is not listed is run by what is. A line that cannot be executed stays as it is.
 */
export function executableLine(
  line: readonly string[],
  list: RunList,
): readonly string[] {
  const [file = ""] = line;
  if (list.open || list.runner === null || list.permits(file)) return line;
  return [...list.runner, ...behindRunner(line)];
}

/** Takes the loader's variables out of an environment: the rest, and a line that sets them. */
export function withoutLoaderVariables(
  line: readonly string[],
  options: { readonly environment: Readonly<Record<string, string>>; readonly list: RunList },
): { readonly line: readonly string[]; readonly environment: Readonly<Record<string, string>> } {
  const { environment, list } = options;
  const all = Object.entries(environment);
  const taken = all.filter(([name, value]) => isLoaderVariable(name, value));
  if (list.open || taken.length === 0) return { line, environment };
  const env = HELPER_PATHS.env.find((path) => list.permits(path)) ?? HELPER_PATHS.env[0]!;
  return {
    line: [env, ...taken.map(([name, value]) => `${name}=${value}`), ...behindRunner(line)],
    environment: Object.fromEntries(all.filter(([name, value]) => !isLoaderVariable(name, value))),
  };
}

/** `env` would take a path with `=` in it for a variable. */
function behindRunner(line: readonly string[]): readonly string[] {
  return line[0]?.includes("=") ? ["/bin/sh", "-c", 'exec "$0" "$@"', ...line] : line;
}

function findRunner(permits: (file: string) => boolean): readonly string[] | null {
  const first = (paths: readonly string[]) => paths.find(permits);
  const env = first(HELPER_PATHS.env);
  if (env !== undefined) return [env];
  const setpriv = first(HELPER_PATHS.setpriv);
  if (setpriv !== undefined) return [setpriv, "--"];
  const shell = first([...HELPER_PATHS.shell, ...OTHER_SHELLS]);
  return shell === undefined ? null : [shell, "-c", 'exec "$0" "$@"'];
}
