/**
 * The interactive shell (`CTL-031`, ctl.md 7).
 *
 * @module
 */

import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { Command } from "./command.ts";
import { completeWords } from "./completion.ts";
import { readHistory, writeHistory } from "./history.ts";
import { Interrupted } from "./http/errors.ts";
import type { LineInput } from "./input/line_input.ts";
import { Interrupts } from "./interrupts.ts";
import { runLine } from "./run_line.ts";
import { Session } from "./session.ts";
import { allMethods } from "./plugin_methods.ts";
import type { Settings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

/** What the shell is made of. */
export interface ShellParts {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly commands: readonly Command[];
  /** Lines where there is no terminal to edit them on. */
  readonly input: LineInput;
}

/** Shows the status, then runs one line after the other until the end. The exit status is always 0. */
export async function runShell(parts: ShellParts): Promise<number> {
  const interrupts = new Interrupts(true);
  if (!parts.terminal.isInteractive || !Deno.stdin.isTerminal()) {
    await withoutEditor(parts, interrupts);
  } else {
    await withEditor(parts, interrupts);
  }
  return 0;
}

async function withoutEditor(parts: ShellParts, interrupts: Interrupts): Promise<void> {
  const leave = new AbortController();
  const interrupt = () => {
    if (!interrupts.raise()) leave.abort(new Interrupted());
  };
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    using session = new Session({ ...parts, interrupts });
    await loop(session, (prompt) => parts.input.line(prompt, leave.signal));
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}

async function withEditor(parts: ShellParts, interrupts: Interrupts): Promise<void> {
  const { TerminalInput } = await import("./input/terminal_input.ts");
  const { historyFile } = parts.settings;
  let known: Promise<readonly ProcessInfo[]> | null = null;
  const processes = (): Promise<readonly ProcessInfo[]> =>
    known ??= session.api.getAllProcessInfo().catch(() => []);
  let listed: Promise<readonly string[]> | null = null;
  const methods = (): Promise<readonly string[]> => listed ??= allMethods(session).catch(() => []);
  using input = new TerminalInput({
    history: historyFile === null ? [] : readHistory(historyFile),
    interrupted: () => interrupts.raise(),
    complete: (line) => completeLine(line, { commands: parts.commands, processes, methods }),
  });
  using session = new Session({ ...parts, input, interrupts });
  try {
    await loop(session, (prompt) => {
      // Names are asked for once between two commands, however often TAB is pressed.
      known = listed = null;
      return input.command(prompt);
    });
  } finally {
    if (historyFile !== null) writeHistory(historyFile, input.history);
  }
}

/** Completes the last word of a line; every candidate is followed by a blank. */
async function completeLine(
  line: string,
  sources: Parameters<typeof completeWords>[1],
): Promise<readonly [readonly string[], string]> {
  const words = line.trimStart().split(/\s+/);
  const found = await completeWords(words, sources);
  return [found.map((word) => `${word} `), words.at(-1) as string];
}

type ReadCommand = (prompt: string) => Promise<string | null>;

async function loop(session: Session, read: ReadCommand): Promise<void> {
  if (await runLine(session, "status") === "leave") return;
  for (;;) {
    let line: string | null;
    try {
      line = await read(`${session.settings.prompt}> `);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      return session.terminal.print("\n");
    }
    if (await runLine(session, line ?? "EOF") === "leave") return;
  }
}
