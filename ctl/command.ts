/**
 * The shape of a row of the command table.
 *
 * @module
 */

import type { Report } from "./report.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** A command as it was typed, taken apart. */
export interface Invocation {
  readonly session: Session;
  /** The session's, or one that lets everything through (`--raw`). */
  readonly terminal: Terminal;
  readonly command: Command;
  /** The words behind the command, without the switches that every command knows. */
  readonly words: readonly string[];
  readonly report: Report;
  /** `--json` was given. */
  readonly json: boolean;
}

/** Carries a command out. `leave` ends the shell. */
export type CommandHandler = (invocation: Invocation) => Promise<void | "leave">;

/** What TAB offers behind the command. A list offers just its words. */
export type Completion = "nothing" | "commands" | "groups" | "processes" | readonly string[];

/** What must stand behind the command, and what happens otherwise. */
export interface Requirement {
  readonly words: number;
  /** Behind `Error: `. */
  readonly message: string;
  readonly status: number;
}

/** Supervisor's own commands, and those that Denvisor adds. */
export type CommandOrigin = "default" | "denvisor";

/** One line of help: a form of the command, and what it does. */
export type HelpLine = readonly [form: string, text: string];

/** One command. */
export interface Command {
  readonly name: string;
  /** Who brought it; each has a block of its own in `help`. `null` belongs to the shell, unlisted. */
  readonly origin: CommandOrigin | null;
  readonly help: readonly HelpLine[];
  /** The daemon's version of the API is asked for first (ctl.md 2). */
  readonly upcheck: boolean;
  /** `none` refuses any word. */
  readonly accepts: "none" | "any" | Requirement;
  readonly completes: Completion;
  /** Switches of its own; `--raw` marks a command that shows logs. */
  readonly switches?: readonly string[];
  /** It can answer in JSON. */
  readonly json: boolean;
  /** Loads the code, which only the command that is used pays for. */
  load(): Promise<CommandHandler>;
}
