/**
 * Command line, config file and defaults, in this order of precedence (ctl.md 1).
 *
 * @module
 */

import type { ControlResult } from "#lib/config/control.ts";
import type { CommandLine } from "./command_line.ts";
import type { Settings } from "./settings.ts";

/** A config file that cannot be used. `text` is for stderr, several lines; exit status 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

/** The settings of one run. @throws {ConfigError} */
export async function loadSettings(line: CommandLine): Promise<Settings> {
  const { config, path, ctlPlugins } = await loadConfig(line.configuration);
  return {
    endpoint: {
      serverurl: line.serverurl ?? config.serverurl,
      username: line.username ?? config.username,
      password: line.password ?? config.password,
      ca: line.ca,
    },
    addressFrom: line.serverurl !== null ? "-s" : path,
    configuration: path,
    foreignPlugins: ctlPlugins.map((plugin) => plugin.name),
    prompt: config.prompt,
    historyFile: line.historyFile ?? config.historyFile,
    interactive: line.interactive || line.words.length === 0,
    json: line.json,
    raw: line.raw,
    words: line.words,
  };
}

async function loadConfig(configuration: string | null): Promise<ControlResult & { ok: true }> {
  const { CONTROL_FILES, CONTROL_USERS, controlHost } = await import("./control_files.ts");
  const { loadControlConfig } = await import("#lib/config/control.ts");
  const { renderProblems } = await import("#lib/config/problem.ts");
  const mentioned = new Set<string>();
  const files = {
    ...CONTROL_FILES,
    readText(path: string): string {
      const text = CONTROL_FILES.readText(path);
      for (const [, name] of text.matchAll(/%\(ENV_([^)]+)\)/g)) mentioned.add(name as string);
      return text;
    },
  };
  const load = () =>
    loadControlConfig({
      configuration,
      fs: files,
      host: controlHost(mentioned),
      users: CONTROL_USERS,
    });
  let result = load();
  // Which variables the file refers to is known only now; most files refer to none.
  if (mentioned.size > 0) result = load();
  if (!result.ok) throw new ConfigError(renderProblems(result.problems, "svctl"));
  return result;
}
