/**
 * `svctl`, the client: one command, or a shell. Only this module knows all the others' makers.
 *
 * @module
 */

import { renderUsageError } from "#lib/config/problem.ts";
import { allCommands } from "./app.ts";
import { type CommandLine, parseCommandLine } from "./command_line.ts";
import { readSwitch } from "./environment.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { LineInput } from "./input/line_input.ts";
import { Interrupts } from "./interrupts.ts";
import { ConfigError, loadSettings } from "./load_settings.ts";
import { removeSharedMemoryLink } from "./shared_memory.ts";
import { standardSink, WriteError } from "./output.ts";
import { runLine } from "./run_line.ts";
import { Session } from "./session.ts";
import { Terminal } from "./terminal.ts";
import { UsageError } from "./usage_error.ts";

/** What a shell shows for a program that SIGPIPE ended. */
const BROKEN_PIPE = 141;

/** Runs the client with the words behind its name; resolves with the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const stdout = standardSink(Deno.stdout);
  const stderr = standardSink(Deno.stderr);
  const terminal = (line: CommandLine | null) =>
    new Terminal({ stdout, stderr, raw: line?.raw ?? false, ...abilities() });
  try {
    const line = parseCommandLine(args);
    if (line.help) {
      const { usageText } = await import("./render/usage.ts");
      terminal(null).print(usageText(allCommands()));
      return 0;
    }
    const settings = await loadSettings(line);
    const input = new LineInput({
      stdin: Deno.stdin,
      stdout,
      stderr,
      terminal: Deno.stdin.isTerminal(),
    });
    const parts = { settings, terminal: terminal(line), commands: allCommands() };
    for (const name of settings.foreignPlugins) {
      parts.terminal.hint(
        `The commands of [ctlplugin:${name}] are Python, which svctl cannot run.`,
      );
    }
    if (settings.words.length === 0) {
      const { runShell } = await import("./shell.ts");
      return await runShell({ ...parts, input });
    }
    using session = new Session({ ...parts, input, interrupts: new Interrupts(false) });
    await runLine(session, settings.words.join(" "));
    return session.exitStatus;
  } catch (error) {
    if (error instanceof WriteError) return cannotWrite(error, terminal(null));
    if (error instanceof ConfigError) {
      terminal(null).printError(error.text);
      return 2;
    }
    if (!(error instanceof UsageError)) throw error;
    terminal(null).printError(renderUsageError(error.message, "svctl"));
    if (error.hint !== null) terminal(null).hint(error.hint);
    return 2;
  }
}

/** Says so where it can still be said, unless the reader just went. */
function cannotWrite(error: WriteError, terminal: Terminal): number {
  if (error.isBrokenPipe) return BROKEN_PIPE;
  try {
    terminal.printError(`svctl: write error: ${error.message}\n`);
  } catch {
    // Standard error is it that cannot be written.
  }
  return EXIT_STATUS.GENERIC;
}

/** Colours are for terminals whose owner has not refused them (https://no-color.org). */
function abilities(): { readonly colour: boolean; readonly cursor: boolean } {
  const cursor = readSwitch("TERM") !== "dumb";
  return { cursor, colour: cursor && readSwitch("NO_COLOR") === undefined };
}

if (import.meta.main) {
  const status = await main(Deno.args).finally(removeSharedMemoryLink);
  Deno.exit(status);
}
