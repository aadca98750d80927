/**
 * Carrying out one line: finding the command, checking what stands behind it, and turning whatever
 * goes wrong into a line and an exit status.
 *
 * @module
 */

import { splitWords } from "#lib/config/python_text.ts";
import type { Command, Invocation } from "./command.ts";
import { describeError } from "./describe_error.ts";
import { EXIT_STATUS, STATUS_EXIT_STATUS } from "./exit_status.ts";
import { hintAway, hintWord } from "./hints.ts";
import { HttpStatusError, Interrupted } from "./http/errors.ts";
import { WriteError } from "./output.ts";
import { parseLine } from "./parse_line.ts";
import { askCredentials } from "./prompts.ts";
import { helpLines } from "./render/help_text.ts";
import { JsonReport, TextReport } from "./report.ts";
import type { Session } from "./session.ts";
import { isUp } from "./upcheck.ts";

/** Runs a line. `leave` means that the shell is to end. */
export async function runLine(session: Session, text: string): Promise<"stay" | "leave"> {
  const names = session.commands.map((row) => row.name);
  const parsed = parseLine(text, names.filter((name) => name.includes("-")));
  if (parsed.kind === "empty") return "stay";
  using _interruptible = session.interrupts.begin();
  try {
    const command = parsed.kind === "command" ? await findCommand(session, parsed.name) : null;
    if (parsed.kind === "command" && command !== null) {
      return await attempt(session, command, parsed.argument);
    }
    session.terminal.print(`*** Unknown syntax: ${parsed.line}\n`);
    session.fail(EXIT_STATUS.GENERIC);
    if (parsed.kind === "command") {
      hintWord(session, parsed.name, names);
    }
    return "stay";
  } finally {
    session.hangUp();
  }
}

/** A command of the table, else one that a plugin of the daemon brings. */
async function findCommand(session: Session, name: string): Promise<Command | null> {
  const known = session.commands.find((row) => row.name === name);
  if (known !== undefined) return known;
  const { findPluginCommand } = await import("./plugin_command.ts");
  return await findPluginCommand(session, name);
}

/** Runs a command; asks for credentials and runs it again as long as the daemon wants others. */
async function attempt(
  session: Session,
  command: Command,
  argument: string,
): Promise<"stay" | "leave"> {
  for (;;) {
    const invocation = invoke(session, command, argument);
    try {
      const result = await execute(invocation);
      return result ?? "stay";
    } catch (error) {
      if (!(error instanceof HttpStatusError && error.status === 401)) {
        return complain(invocation, error);
      }
      invocation.report.line("Server requires authentication");
      if (!session.settings.interactive) {
        session.fail(EXIT_STATUS.GENERIC);
        return "stay";
      }
      try {
        await askCredentials(session);
      } catch (failure) {
        return complain(invocation, failure);
      }
    } finally {
      invocation.report.end();
    }
  }
}

function invoke(session: Session, command: Command, argument: string): Invocation {
  const given = splitWords(argument);
  const showsLogs = command.switches?.includes("--raw") ?? false;
  const json = command.json && (session.settings.json || given.includes("--json"));
  const raw = showsLogs && given.includes("--raw");
  const words = given.filter((word) =>
    !(command.json && word === "--json") && !(showsLogs && word === "--raw")
  );
  const terminal = raw ? session.terminal.unfiltered() : session.terminal;
  const report = json ? new JsonReport(terminal) : new TextReport(terminal);
  return { session, command, words, terminal, report, json };
}

async function execute(invocation: Invocation): Promise<void | "leave"> {
  const { session, command, report, words } = invocation;
  if (command.accepts === "none" && words.length > 0) {
    return refuse(invocation, {
      message: `${command.name} accepts no arguments`,
      status: EXIT_STATUS.GENERIC,
    });
  }
  if (command.upcheck && !await isUp(session, report)) {
    // `status` has statuses of its own (ctl.md 3).
    if (command.name === "status") session.fail(STATUS_EXIT_STATUS.UNKNOWN);
    return;
  }
  const { accepts } = command;
  if (typeof accepts === "object" && words.length < accepts.words) {
    return refuse(invocation, accepts);
  }
  const handler = await command.load();
  return await handler(invocation);
}

/** Says what is wrong with the words, and how the command is used. */
export function refuse(
  invocation: Invocation,
  problem: { readonly message: string; readonly status: number },
): void {
  const { report, command, session } = invocation;
  report.line(`Error: ${problem.message}`, "bad");
  for (const line of helpLines(command.help)) report.line(line);
  session.fail(problem.status);
}

function complain(invocation: Invocation, error: unknown): "stay" {
  const { session, report } = invocation;
  if (error instanceof WriteError) throw error;
  if (error instanceof Interrupted) {
    report.line("");
    return "stay";
  }
  report.line(`error: ${describeError(error, session.endpoint.serverurl)}`, "bad");
  hintAway(session, error);
  session.fail(EXIT_STATUS.GENERIC);
  return "stay";
}
