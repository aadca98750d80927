import type { Config } from "#lib/config/config.ts";
import { loadConfig } from "#lib/config/load.ts";
import { renderProblems } from "#lib/config/problem.ts";
import { permissionFlags } from "#lib/permissions/flags.ts";
import { Lookups } from "#lib/permissions/lookups.ts";
import { planDaemon } from "#lib/permissions/plan_daemon.ts";
import { findPluginLibrary } from "#lib/permissions/plugin_library.ts";
import type { PermissionPlan } from "#lib/permissions/plan_permissions.ts";
import { planDocument, planExplanation, planTable } from "#lib/permissions/render.ts";
import { systemdUnit } from "#lib/permissions/systemd_unit.ts";
import { shellCommand } from "#lib/text/shell_quote.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { PLAN_USERS, PlanFiles, planHost } from "#ctl/plan_files.ts";
import { refuse } from "#ctl/run_line.ts";

type View = "table" | "explain" | "flags" | "systemd";

/** What was asked for; `null` for words that mean nothing here. */
interface Request {
  readonly file: string | null;
  readonly view: View;
}

/**
 * `permissions [-c FILE] [--explain | --flags | --json | --systemd]`: what a daemon for a configuration
 * may do, if whoever asks started it here and now. No daemon is asked.
 */
export async function permissions(invocation: Invocation): Promise<void> {
  const { session, report, terminal } = invocation;
  const request = parseWords(invocation.words);
  if (request === null || (invocation.json && request.view !== "table")) {
    const message = "permissions takes -c FILE and one of --explain, --flags, --json, --systemd";
    return refuse(invocation, { message, status: EXIT_STATUS.GENERIC });
  }
  const planned = plan(request.file ?? session.settings.configuration, request.view);
  if (!planned.ok) {
    terminal.printError(planned.text);
    return session.fail(EXIT_STATUS.GENERIC);
  }
  switch (request.view) {
    case "table":
      return report.document(planDocument(planned.plan), planTable(planned.plan));
    case "explain":
      return report.document(null, planExplanation(planned.plan));
    case "flags":
      return report.document(null, [shellCommand(permissionFlags(planned.plan))]);
    case "systemd":
      return terminal.print(unitFor(planned));
  }
}

function parseWords(words: readonly string[]): Request | null {
  let file: string | null = null;
  let view: View = "table";
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === "-c") {
      file = words[++at] ?? null;
      if (file === null) return null;
    } else if (word === "--explain" || word === "--flags" || word === "--systemd") {
      if (view !== "table") return null;
      view = word.slice(2) as View;
    } else return null;
  }
  return { file, view };
}

type Planned =
  | { readonly ok: true; readonly config: Config; readonly plan: PermissionPlan }
  | { readonly ok: false; readonly text: string };

function plan(configuration: string | null, view: View): Planned {
  const files = new PlanFiles();
  const lookups = new Lookups(files);
  const host = planHost();
  const loaded = loadConfig({
    commandLine: { configuration, settings: new Map() },
    ...{ fs: lookups, host, users: PLAN_USERS, argv0: "svctl" },
  });
  if (!loaded.ok) return { ok: false, text: renderProblems(loaded.problems, "svctl") };
  const config = view === "systemd" ? underSystemd(loaded.config) : loaded.config;
  const result = planDaemon(config, {
    ...{ uid: host.uid, cwd: view === "systemd" ? config.supervisord.directory ?? "/" : host.cwd },
    ...{ env: host.env, lookups, executables: files, users: PLAN_USERS },
    readLink: (path) => files.link(path),
    pluginLibrary: config.plugins.length === 0
      ? undefined
      : findPluginLibrary(import.meta.dirname, files),
  });
  const [denied] = files.denied;
  return denied === undefined ? { ok: true, config, plan: result } : {
    ok: false,
    text:
      `Error: this svctl may not look at '${denied}', so the plan would be wrong: use bin/svctl ` +
      "of the checkout, or install it with that directory ('deno task install DIRECTORY')\n",
  };
}

/** systemd wants the daemon in the foreground. */
function underSystemd(config: Config): Config {
  return { ...config, supervisord: { ...config.supervisord, nodaemon: true } };
}

function unitFor({ config, plan }: Planned & { readonly ok: true }): string {
  const bin = launchersBeside(import.meta.dirname ?? "");
  const options = {
    ...{ denvisord: `${bin}/denvisord`, svctl: `${bin}/svctl` },
    path: Deno.env.get("PATH"),
  };
  return systemdUnit(config, { plan, options });
}

/** The checkout's `bin`, from the directory of the sources or of the bundle. */
function launchersBeside(code: string): string {
  return `${code.replace(/\/(?:\.build\/ctl|ctl\/commands)$/, "")}/bin`;
}
