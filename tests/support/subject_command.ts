/**
 * The two daemons that are compared, and the surroundings they are started in.
 *
 * @module
 */

import { ROOT } from "#tools/testing/repository.ts";

/** The real Supervisor, or ours. */
export type SubjectKind = "supervisord" | "denvisord";

/** The top of the repository. */
export const REPOSITORY: string = ROOT;

/** The client of the project. */
export const SVCTL: string = `${REPOSITORY}/bin/svctl`;

/** Debian's client. */
export const SUPERVISORCTL = "/usr/bin/supervisorctl";

/** The words that start a daemon. `denvisord` always goes through its launcher, never with all permissions. */
export function subjectCommand(kind: SubjectKind): readonly string[] {
  return kind === "supervisord" ? ["/usr/bin/supervisord"] : [`${REPOSITORY}/bin/denvisord`];
}

/**
 * A small environment, the same for both: PATH (with the running Deno on it), HOME, LANG, TZ.
 *
 * The tests themselves often run below npx or a Deno task; none of their variables may get in.
 */
export function subjectEnv(): Record<string, string> {
  const env: Record<string, string> = { LANG: "C.UTF-8", TZ: "UTC" };
  for (const name of ["HOME", "DENO_DIR", "npm_config_registry"]) {
    const value = Deno.env.get(name);
    if (value !== undefined) env[name] = value;
  }
  const deno = Deno.execPath().replace(/\/[^/]*$/, "");
  const system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  env["PATH"] = system.split(":").includes(deno) ? system : `${deno}:${system}`;
  return env;
}

/**
 * `argv` behind a shell that makes for the same beginning everywhere; the pid stays.
 *
 * The soft limit on open files is lowered, which Deno had raised to the hard one and every child of
 * the test would inherit. Descriptor 7 is left open, which no program that a daemon starts may get.
 * Where the machine can do it, a test that is killed takes its daemon with it.
 */
export function fromShell(argv: readonly string[], softFiles: number): readonly string[] {
  const script = `ulimit -Sn "$0" && exec 7</dev/null || exit
[ -x ${SETPRIV} ] && exec ${SETPRIV} --pdeathsig TERM -- "$@"
exec "$@"`;
  return ["/bin/sh", "-c", script, String(softFiles), ...argv];
}

const SETPRIV = "/usr/bin/setpriv";
