import type { Command, Invocation } from "#ctl/command.ts";
import { hintWord } from "#ctl/hints.ts";
import { inColumns } from "#ctl/render/columns.ts";
import { helpLines } from "#ctl/render/help_text.ts";

/** Width of the list of commands. */
const WIDTH = 79;

/**
 * `help [TOPIC]` (`CTL-020`): the commands by who brought them, or the forms of one, also of a plugin
 * of the daemon.
 */
export async function help(invocation: Invocation): Promise<void> {
  const { session, report, words } = invocation;
  const topic = words.join(" ");
  if (topic === "") {
    for (const origin of ["default", "denvisor"] as const) {
      report.document(null, block(origin, session.commands.filter((row) => row.origin === origin)));
    }
    return;
  }
  const command = session.commands.find((row) => row.name === topic && row.help.length > 0) ??
    await pluginOf(invocation, topic);
  if (command === null) {
    report.line(`*** No help on ${topic}`);
    hintWord(session, topic, session.commands.map((row) => row.name));
  } else {
    report.document(null, helpLines(command.help));
  }
}

/** The daemon is asked only about what could be the name of a plugin. */
async function pluginOf({ session }: Invocation, topic: string): Promise<Command | null> {
  if (!/^\w+$/.test(topic) || session.commands.some((row) => row.name === topic)) return null;
  const { findPluginCommand } = await import("#ctl/plugin_command.ts");
  return await findPluginCommand(session, topic);
}

function block(origin: string, commands: readonly Command[]): readonly string[] {
  const names = commands.map((row) => row.name).toSorted();
  const heading = `${origin} commands (type help <topic>):`;
  return ["", heading, "=".repeat(heading.length), ...inColumns(names, WIDTH), ""];
}
