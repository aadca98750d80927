/**
 * The two clients that are compared.
 *
 * @module
 */

import { type Finished, runCommand } from "#tests/support/command.ts";
import { REPOSITORY, subjectEnv, SUPERVISORCTL } from "#tests/support/subject_command.ts";

/** Debian's client, or ours. */
export type ClientKind = "supervisorctl" | "svctl";

/** How a client is started. */
export interface ClientOptions {
  /** Text for its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Added to a small fixed environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Deno's flags for our client. @default net, read, and write below the temporary directory */
  readonly permissions?: readonly string[];
}

/** The environment variables that the client may look at. */
const VARIABLES = "HOME,NO_COLOR,TERM,LC_ALL,LC_CTYPE,LANG,PYTHONIOENCODING";

const PERMISSIONS: readonly string[] = [
  "--allow-net",
  "--allow-read",
  "--allow-write=/tmp",
  `--allow-env=${VARIABLES}`,
];

/** The words that start a client. */
export function clientCommand(
  kind: ClientKind,
  permissions: readonly string[] = PERMISSIONS,
): readonly string[] {
  if (kind === "supervisorctl") return [SUPERVISORCTL];
  const config = `--config=${REPOSITORY}/deno.json`;
  const flags = ["--quiet", "--no-prompt", "--cached-only", config, ...permissions];
  return [Deno.execPath(), "run", ...flags, `${REPOSITORY}/ctl/main.ts`];
}

/** The environment that both clients get. */
export function clientEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...subjectEnv(), ...more };
}

/** Runs a client to its end. */
export async function runClient(
  kind: ClientKind,
  words: readonly string[],
  options: ClientOptions = {},
): Promise<Finished> {
  return await runCommand([...clientCommand(kind, options.permissions), ...words], {
    env: clientEnv(options.env),
    input: options.input ?? "",
    within: 60_000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
}
