/**
 * What can follow in a command line (`CTL-034`): commands, live names of processes, groups and plugins,
 * switches.
 *
 * @module
 */

import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { Command } from "./command.ts";
import { methodsOf, NO_PLUGINS } from "./plugin_methods.ts";

/** What is known while a line is completed. */
export interface CompletionSources {
  readonly commands: readonly Command[];
  /** The processes; empty when the daemon cannot be asked. */
  processes(): Promise<readonly Pick<ProcessInfo, "group" | "name">[]>;
  /** Full names of the daemon's methods; empty when it cannot be asked. */
  methods(): Promise<readonly string[]>;
}

/**
 * The words that may stand in place of the last one, which may be empty.
 *
 * @param words the words of a line up to the cursor, the command first
 */
export async function completeWords(
  words: readonly string[],
  sources: CompletionSources,
): Promise<readonly string[]> {
  const current = words.at(-1) ?? "";
  const candidates = words.length < 2
    ? [...commandNames(sources.commands), ...await pluginNames(sources)]
    : await argumentsOf(words, sources);
  return candidates.filter((candidate) => candidate.startsWith(current));
}

async function argumentsOf(
  words: readonly string[],
  sources: CompletionSources,
): Promise<readonly string[]> {
  const current = words.at(-1) as string;
  const command = sources.commands.find((row) => row.name === words[0]);
  if (command === undefined) {
    return words.length === 2 ? await pluginMethods(words[0]!, sources) : [];
  }
  if (current.startsWith("-")) return switchesOf(command);
  const { completes } = command;
  switch (completes) {
    case "nothing":
      return [];
    case "commands":
      return commandNames(sources.commands);
    case "groups":
      return [...new Set((await sources.processes()).map((info) => info.group))];
    case "processes":
      return processNames(await sources.processes(), current);
    default:
      return completes;
  }
}

/** `help` first, then what `help` lists. */
function commandNames(commands: readonly Command[]): readonly string[] {
  const listed = commands.filter((row) => row.origin !== null).map((row) => row.name);
  return ["help", ...listed.toSorted()];
}

/** Plugins whose methods are commands; one that has the name of a command cannot be reached so. */
async function pluginNames(sources: CompletionSources): Promise<readonly string[]> {
  const plugins = (await sources.methods()).map((method) => method.slice(0, method.indexOf(".")));
  const commands = new Set(sources.commands.map((row) => row.name));
  return [...new Set(plugins)].filter((name) => !NO_PLUGINS.includes(name) && !commands.has(name));
}

async function pluginMethods(
  plugin: string,
  sources: CompletionSources,
): Promise<readonly string[]> {
  return NO_PLUGINS.includes(plugin) ? [] : methodsOf(plugin, await sources.methods());
}

function switchesOf(command: Command): readonly string[] {
  return [...command.switches ?? [], ...(command.json ? ["--json"] : [])];
}

/** `proc`; for a grouped process, and for each once a colon was typed, `group:proc` and `group:*`. */
function processNames(
  infos: readonly Pick<ProcessInfo, "group" | "name">[],
  current: string,
): readonly string[] {
  const names = new Set<string>();
  for (const { group, name } of infos) {
    if (name === group && !current.includes(":")) names.add(name);
    else names.add(`${group}:${name}`).add(`${group}:*`);
  }
  return [...names];
}
