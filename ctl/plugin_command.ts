/**
 * `svctl PLUGIN METHOD [ARGUMENT…]`: the commands that plugins of the daemon bring.
 *
 * @module
 */

import type { RpcValue } from "#lib/rpc/value.ts";
import type { Command, Invocation } from "./command.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { hintWord } from "./hints.ts";
import { ArgumentError, pluginArguments } from "./plugin_arguments.ts";
import { describeMethods, methodHelp, methodNames } from "./plugin_methods.ts";
import { helpLines } from "./render/help_text.ts";
import type { Session } from "./session.ts";

/** The command of a plugin; `null` when there is none of that name, or no daemon to ask. */
export async function findPluginCommand(session: Session, name: string): Promise<Command | null> {
  // A word that is no command stays one when nobody can be asked.
  const names = await methodNames(session, name).catch(() => []);
  if (names.length === 0) return null;
  const methods = await describeMethods(session, { plugin: name, names });
  return {
    ...{ name, origin: null, upcheck: false, accepts: "any", completes: names, json: true },
    help: methods.map((method) => methodHelp(name, method)),
    load: () => Promise.resolve(callPlugin),
  };
}

async function callPlugin(invocation: Invocation): Promise<void> {
  const { session, command, words, report } = invocation;
  const [wanted, ...rest] = words;
  if (wanted === undefined) return report.document(null, helpLines(command.help));
  const plugin = command.name;
  const names = await methodNames(session, plugin);
  if (!names.includes(wanted)) {
    report.line(`*** Unknown method: ${plugin} ${wanted}`, "bad");
    session.fail(EXIT_STATUS.GENERIC);
    return hintWord(session, wanted, names);
  }
  const [method] = await describeMethods(session, { plugin, names: [wanted] });
  try {
    const params = pluginArguments(rest, method!.params);
    const value = await session.api.call(`${plugin}.${wanted}`, params);
    report.document(value, linesOf(value));
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    report.line(`Error: ${plugin} ${wanted}: ${error.message}`, "bad");
    for (const line of helpLines([methodHelp(plugin, method!)])) report.line(line);
    session.fail(EXIT_STATUS.GENERIC);
  }
}

/** Text as it is, a list of plain values one a line, everything else as JSON. */
function linesOf(value: RpcValue): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.map(String);
  }
  if (typeof value === "object") return [JSON.stringify(value, null, 2)];
  return [String(value)];
}
