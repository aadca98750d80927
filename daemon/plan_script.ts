/**
 * The shell script that the launcher evaluates. It may use what `bin/launch.sh` defines:
 * `denvisor_deno`, `denvisor_code` (flags that belong to the code that runs), `denvisor_entry`, and the
 * functions named below.
 *
 * @module
 */

import { SHARED_MEMORY } from "#lib/permissions/shared_memory.ts";
import { shellCommand, shellQuote } from "#lib/text/shell_quote.ts";
import type { EnvironmentPlan } from "./plan_environment.ts";
import { handoverArgument } from "./plan_handover.ts";
import { formatLimit, type LimitChange } from "./plan_limits.ts";
import type { Background, StartPlan } from "./plan_start.ts";
import { V8_FLAGS } from "./plan_v8_flags.ts";

/** First line of every script: what comes without it is no plan. */
export const SCRIPT_MARK = "# denvisor plan";

/** A script that prints and ends. */
export function answerScript(answer: {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status: number;
}): string {
  const { stdout = "", stderr = "", status } = answer;
  return script([
    ...(stdout === "" ? [] : [`printf '%s' ${shellQuote(stdout)}`]),
    ...(stderr === "" ? [] : [`printf '%s' ${shellQuote(stderr)} >&2`]),
    `exit ${status}`,
  ]);
}

/** A script that makes the launcher look for another Deno than this one. */
export function wrongDenoScript(version: string): string {
  return script([`denvisor_wrong_deno ${shellQuote(version)}`]);
}

/** A script that becomes the daemon. */
export function startScript(
  plan: StartPlan & { readonly ok: true },
  options: {
    readonly environment: EnvironmentPlan;
    /** Printed before anything else, whole lines. */
    readonly stderr: string;
    readonly execPath: string;
  },
): string {
  const { environment, stderr, execPath } = options;
  const { background, user } = plan;
  const reader = shellCommand(plan.switchUser);
  return script([
    ...(stderr === "" ? [] : [`printf '%s' ${shellQuote(stderr)} >&2`]),
    `denvisor_deno=${shellQuote(execPath)}`,
    ...(user === null ? [] : [`denvisor_readable ${shellQuote(user)} ${reader}`]),
    ...limitLine("files", plan.files),
    ...limitLine("processes", plan.processes),
    ...(background === null ? [] : backgroundLines(background)),
    ...sharedMemoryLines(plan.sharedMemoryLink),
    ...environmentLines(environment),
    [
      background === null ? "denvisor_become" : "denvisor_detach",
      shellCommand(["/usr/bin/env", ...environment.viaEnv]),
      ...(reader === "" ? [] : [reader]),
      `"$denvisor_deno" run --quiet ${V8_FLAGS} ${shellCommand(plan.flags)} $denvisor_code`,
      `"$denvisor_entry" ${shellQuote(handoverArgument(plan.handover))} "$@"`,
    ].join(" "),
  ]);
}

function limitLine(what: "files" | "processes", limit: LimitChange | null): readonly string[] {
  if (limit === null) return [];
  const { soft, hard, refusal } = limit;
  const words = ["denvisor_limit", what, formatLimit(soft), formatLimit(hard), refusal ?? ""];
  return [shellCommand(words)];
}

/** A directory that cannot be entered is told by the daemon, which then is elsewhere. */
function backgroundLines(
  background: Background,
): readonly string[] {
  const mask = `umask ${(background.umask & 0o777).toString(8).padStart(3, "0")}`;
  const { directory, streams } = background;
  return [
    mask,
    ...(streams === "null" ? [] : [`denvisor_streams=${streams}`]),
    ...(directory === null
      ? []
      : [`CDPATH='' cd -- ${shellQuote(directory)} >/dev/null 2>&1 || :`]),
  ];
}

/** An earlier link is taken away first: `ln` would follow it. */
function sharedMemoryLines(link: string | null): readonly string[] {
  if (link === null) return [];
  const words = shellQuote(link);
  return [`rm -f ${words} && ln -s ${SHARED_MEMORY} ${words} || exit 2`];
}

function environmentLines({ unset, set }: EnvironmentPlan): readonly string[] {
  const exports = Object.entries(set).map(([name, value]) => `export ${name}=${shellQuote(value)}`);
  return unset.length === 0 ? exports : [`unset ${unset.join(" ")}`, ...exports];
}

function script(lines: readonly string[]): string {
  return [SCRIPT_MARK, ...lines, ""].join("\n");
}
