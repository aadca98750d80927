/**
 * The part of the configuration that the client reads: `[supervisorctl]` of the main file, without
 * `[include]` (config.md 1, 4, 7 and 11, rows CFG-069 to CFG-073).
 *
 * @module
 */

import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { environmentNames } from "./build_context.ts";
import type { Notice, PluginConfig, SupervisorctlConfig } from "./config.ts";
import { findConfigFile } from "./find_config.ts";
import { Findings } from "./findings.ts";
import { IniDocument } from "./ini_document.ts";
import { SUPERVISORCTL_OPTIONS } from "./options/server_options.ts";
import { dirname, normalizePath } from "./paths.ts";
import { readCtlPlugins } from "./plugins.ts";
import type { Problem } from "./problem.ts";
import { mainFile, readMainFile } from "./read_files.ts";
import { SectionReader } from "./section_reader.ts";
import type { LoadContext } from "./section_reader.ts";

/** What a client's configuration is made from. */
export interface ControlRequest {
  /** `-c` as typed, `null` to search the usual places. */
  readonly configuration: string | null;
  readonly fs: FileSystem;
  readonly host: Host;
  readonly users: Users;
  /**
   * The program's name as it was started, for the search of the file.
   *
   * @default "svctl"
   */
  readonly argv0?: string;
}

/** The client's configuration, or all that is wrong with it. */
export type ControlResult =
  | {
    readonly ok: true;
    /** The absolute path of the file; `null` when there is none and the defaults hold. */
    readonly path: string | null;
    readonly config: SupervisorctlConfig;
    readonly ctlPlugins: readonly PluginConfig[];
    readonly notices: readonly Notice[];
  }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Loads the client's configuration. Without a file at the usual places the defaults hold. */
export function loadControlConfig(request: ControlRequest): ControlResult {
  const { configuration, fs, host, users, argv0 = "svctl" } = request;
  const findings = new Findings();
  const context: LoadContext = {
    fs,
    host,
    users,
    findings,
    document: new IniDocument(),
    defaults: new Map(),
    environmentNames: environmentNames(host.env),
  };
  const found = findConfigFile({ configuration, argv0, fs, host });
  let path: string | null = null;
  if (found !== null) {
    const main = mainFile(found, host.cwd);
    path = main.path;
    if (readMainFile(main, context) && context.document.section("supervisorctl") === null) {
      findings.problem(".ini file does not include supervisorctl section", {
        origin: { file: main.path, line: 0 },
      });
    }
  }
  const config = readControl(path === null ? host.cwd : dirname(path), context);
  const ctlPlugins = readCtlPlugins(context);
  if (findings.problemCount > 0) return { ok: false, problems: findings.problems };
  return { ok: true, path, config, ctlPlugins, notices: findings.notices };
}

function readControl(here: string, context: LoadContext): SupervisorctlConfig {
  const section = "supervisorctl";
  const reader = new SectionReader(SUPERVISORCTL_OPTIONS, context, { section });
  const paths = new SectionReader(SUPERVISORCTL_OPTIONS, context, {
    section,
    names: new Map([["here", here]]),
  });
  const serverurl = paths.read("serverurl");
  const prompt = reader.read("prompt");
  const username = reader.read("username");
  const password = reader.read("password");
  const historyFile = paths.read("history_file");
  return {
    serverurl: normalizeServerUrl(serverurl, context),
    username,
    password,
    prompt,
    historyFile: historyFile ? normalizePath(historyFile, context) : null,
  };
}

/** The path of a `unix://` address may be relative and may start with `~`. */
function normalizeServerUrl(url: string, context: LoadContext): string {
  const prefix = "unix://";
  return url.startsWith(prefix) ? prefix + normalizePath(url.slice(prefix.length), context) : url;
}
