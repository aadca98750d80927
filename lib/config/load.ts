/**
 * From a command line and files to a {@linkcode Config}, or to everything that is wrong with them.
 *
 * @module
 */

import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { type BuildContext, environmentNames } from "./build_context.ts";
import type { DaemonCommandLine } from "./command_line.ts";
import type { Config, Notice } from "./config.ts";
import { findConfigFile, notFoundMessage, searchWarning } from "./find_config.ts";
import { Findings } from "./findings.ts";
import { addSections, type GivenSections } from "./given_sections.ts";
import { readGroups } from "./groups.ts";
import { IniDocument } from "./ini_document.ts";
import { readPluginModules } from "./plugin_modules.ts";
import { readCtlPlugins, readRpcInterfaces } from "./plugins.ts";
import type { Problem } from "./problem.ts";
import { mainFile, readAllFiles } from "./read_files.ts";
import { rememberKinds } from "./remember_kinds.ts";
import { readServers } from "./servers.ts";
import { checkCommandLine, readSupervisord } from "./supervisord_section.ts";
import { reportUnknown } from "./unknown_options.ts";

/** What a configuration is made from. */
export interface LoadRequest {
  readonly commandLine: DaemonCommandLine;
  readonly fs: FileSystem;
  /** As it was when the daemon started, so that a later `reread` finds the same files (B-06). */
  readonly host: Host;
  readonly users: Users;
  /** The configuration itself: no file is read then, and `commandLine.configuration` only names it. */
  readonly sections?: GivenSections;
  /**
   * The program's name as it was started, for the search of the file.
   *
   * @default "denvisord"
   */
  readonly argv0?: string;
}

/** A configuration, or all problems in the order in which Supervisor would meet them. */
export type LoadResult =
  | { readonly ok: true; readonly config: Config; readonly warning: string | null }
  | {
    readonly ok: false;
    readonly problems: readonly Problem[];
    readonly notices: readonly Notice[];
    readonly warning: string | null;
  };

/**
 * Loads a configuration. Nothing but the ports is touched. `warning` is what a daemon started by root
 * without `-c` prints on stderr first (`CFG-003`).
 */
export function loadConfig(request: LoadRequest): LoadResult {
  const { commandLine, host, users, argv0 = "denvisord" } = request;
  const fs = rememberKinds(request.fs);
  const findings = new Findings();
  const search = { configuration: commandLine.configuration, argv0, fs, host };
  const warning = searchWarning(search);
  const found = findConfigFile(search);
  const context: BuildContext = {
    fs,
    host,
    users,
    findings,
    commandLine,
    main: mainFile(found ?? "", host.cwd),
    document: new IniDocument(),
    defaults: new Map(),
    environmentNames: environmentNames(host.env),
  };
  checkCommandLine(context);
  let config: Config | null = null;
  if (found === null) findings.problem(notFoundMessage(argv0), { origin: null });
  else config = build(context, request.sections);
  if (config !== null && findings.problemCount === 0) return { ok: true, config, warning };
  return { ok: false, problems: findings.problems, notices: findings.notices, warning };
}

/** Reads everything in Supervisor's order; `null` when there is nothing to read. */
function build(context: BuildContext, sections: GivenSections | undefined): Config | null {
  const { document, findings, main } = context;
  if (sections !== undefined) addSections(document, { sections, file: main.path });
  const files = sections === undefined ? readAllFiles(main, context) : [main.path];
  if (files.length === 0) return null;
  if (document.section("supervisord") === null) {
    // Where lines could not be read, the section may stand among them.
    if (findings.problemCount === 0 || document.sections.length > 0) {
      findings.problem(".ini file does not include supervisord section", {
        origin: { file: main.path, line: 0 },
      });
    }
    if (document.sections.length === 0) return null;
  }
  const supervisord = readSupervisord(context);
  const rpcInterfaces = readRpcInterfaces(context);
  const groups = readGroups({ supervisord, context });
  const servers = readServers(context);
  const settings = supervisord.finish();
  const ctlPlugins = readCtlPlugins(context);
  const plugins = readPluginModules(context);
  reportUnknown(context);
  return {
    path: main.path,
    files,
    supervisord: settings,
    servers,
    groups,
    rpcInterfaces,
    ctlPlugins,
    plugins,
    notices: findings.notices,
  };
}
