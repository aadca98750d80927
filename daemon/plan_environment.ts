/**
 * The environment that the daemon and so its children get: that of whoever called the launcher.
 *
 * Between that caller and the daemon there are a shell, and often `deno task` and npx, and each of
 * them adds variables. The launcher hands over two environments as they were: its own when it was
 * started, and that of the process in front of npx and `deno task`, where there is one.
 *
 * @module
 */

import { isLoaderVariable } from "#lib/permissions/loader_variables.ts";

/** Variables by name. */
export type Environment = Readonly<Record<string, string>>;

/** What the environment is planned from. */
export interface EnvironmentRequest {
  /** As the launcher's shell passes it on now. */
  readonly current: Environment;
  /** As the launcher was started; `null` where the system does not tell. */
  readonly started: Environment | null;
  /** That of the process before npx or `deno task`; `null` where there is none or it is not known. */
  readonly before: Environment | null;
}

/** The target, and how a shell and then `env` get there. */
export interface EnvironmentPlan {
  readonly target: Environment;
  /** Names that the shell unsets. */
  readonly unset: readonly string[];
  /** Variables that the shell exports with these values. */
  readonly set: Environment;
  /**
   * Words for `env`: variables that shells keep for themselves, and those whose names no shell can
   * export. For a moment they show in the list of processes, which is why others are not among them.
   */
  readonly viaEnv: readonly string[];
  /** Variables of the dynamic loader that were taken out: Deno would refuse to start any program. */
  readonly dropped: readonly string[];
}

/** Set by shells at their start, at `cd` or for each command. */
const SHELL_OWN = ["OLDPWD", "PWD", "SHLVL", "_"];

/** What npm sets beside `npm_…`, for the scripts that it runs. */
const NPM_OWN = ["COLOR", "EDITOR", "INIT_CWD", "NODE", "NODE_OPTIONS", "PATH"] as const;

/** Plans the environment. */
export function planEnvironment(request: EnvironmentRequest): EnvironmentPlan {
  const { current, before } = request;
  const target = new Map(Object.entries(request.started ?? current));
  if (target.has("INIT_CWD")) removeTaskRunner(target, before);
  const dropped = [...target.keys()].filter((name) => isLoaderVariable(name, target.get(name)!));
  for (const name of dropped) target.delete(name);
  const isExportable = (name: string) => !isOddName(name) && !SHELL_OWN.includes(name);
  const differing = [...target].filter(([name, value]) => current[name] !== value);
  return {
    target: Object.fromEntries(target),
    unset: Object.keys(current).filter((name) => !target.has(name) && isExportable(name)),
    set: Object.fromEntries(differing.filter(([name]) => isExportable(name))),
    viaEnv: [
      ...SHELL_OWN.flatMap((name) => target.has(name) ? [] : ["-u", name]),
      ...[...target].filter(([name]) => !isExportable(name)).map(([name, value]) =>
        `${name}=${value}`
      ),
    ],
    dropped,
  };
}

/**
 * Reads what stands in `/proc/PID/environ`. Variables that are no UTF-8 are left out: they pass through
 * every process unchanged.
 */
export function parseEnviron(bytes: Uint8Array): Environment {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const variables: [string, string][] = [];
  for (let start = 0; start < bytes.length;) {
    const zero = bytes.indexOf(0, start);
    const end = zero < 0 ? bytes.length : zero;
    const row = decodeOrNull(decoder, bytes.subarray(start, end));
    const equals = row?.indexOf("=", 1) ?? -1;
    if (row !== null && equals > 0) variables.push([row.slice(0, equals), row.slice(equals + 1)]);
    start = end + 1;
  }
  // Of two alike, `getenv` finds the first.
  return Object.fromEntries(variables.reverse());
}

function decodeOrNull(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Takes back what `deno task` and npm have set, and nothing that somebody else set after them. They run
 * shells, so it is also known only from before them what these set or cannot pass on.
 */
function removeTaskRunner(target: Map<string, string>, before: Environment | null): void {
  if (before !== null) {
    for (const name of SHELL_OWN) restore(target, { name, before });
    for (const name of Object.keys(before).filter(isOddName)) restore(target, { name, before });
  }
  const nodePath = target.get("npm_node_execpath");
  const isNpm = target.has("npm_lifecycle_event");
  for (const name of [...target.keys()]) {
    if (!name.startsWith("npm_")) continue;
    // Where nothing is known of the caller, its own settings of npm are not told from those of a task.
    const isTasks = isNpm || before !== null || name === "npm_config_user_agent";
    if (isTasks) restore(target, { name, before });
  }
  for (const name of NPM_OWN) {
    const value = target.get(name);
    if (value === undefined) continue;
    if (name === "PATH") target.set(name, withoutNpm(value, before?.["PATH"]));
    else if (name === "INIT_CWD" || (isNpm && isByNpm(name, { value, nodePath, before }))) {
      restore(target, { name, before });
    }
  }
}

function restore(
  target: Map<string, string>,
  options: { readonly name: string; readonly before: Environment | null },
): void {
  const value = options.before?.[options.name];
  if (value === undefined) target.delete(options.name);
  else target.set(options.name, value);
}

function isByNpm(
  name: "COLOR" | "EDITOR" | "NODE" | "NODE_OPTIONS",
  options: {
    readonly value: string;
    readonly nodePath: string | undefined;
    readonly before: Environment | null;
  },
): boolean {
  const { value, nodePath, before } = options;
  switch (name) {
    case "COLOR":
      return value === "0" || value === "1";
    case "EDITOR":
      return value === "vi";
    case "NODE":
      return value === nodePath;
    case "NODE_OPTIONS":
      return before !== null;
  }
}

/** npm and npx put directories in front of `PATH`. */
function withoutNpm(path: string, before: string | undefined): string {
  if (before !== undefined && (path === before || path.endsWith(`:${before}`))) return before;
  return path.split(":").filter((part) => !/\/node_modules\/\.bin$|\/node-gyp-bin$/.test(part))
    .join(":");
}

/** Tells whether `name` is none that a shell can give to a variable. */
function isOddName(name: string): boolean {
  return !/^[A-Za-z_]\w*$/.test(name);
}
