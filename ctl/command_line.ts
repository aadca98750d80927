/**
 * The command line of `svctl` (`CLI-023`, config.md 11).
 *
 * @module
 */

import { getopt, type GetoptSpec } from "#lib/config/getopt.ts";
import { parseServerUrl } from "#lib/config/url.ts";
import { ValueError } from "#lib/config/value_error.ts";
import { closestWord } from "#lib/text/closest_word.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { UsageError } from "./usage_error.ts";

/** What an option sets. */
type OptionKey =
  | "configuration"
  | "help"
  | "interactive"
  | "serverurl"
  | "username"
  | "password"
  | "historyFile"
  | "ca"
  | "json"
  | "raw";

/** An option of the client. */
export interface ClientOption extends GetoptSpec {
  readonly key: OptionKey;
  /** What stands for the argument in the help text. */
  readonly argument: string | null;
  /** One sentence without a full stop; empty for another spelling of an option. */
  readonly doc: string;
}

/** What was given before the command, and the command. */
export interface CommandLine {
  readonly help: boolean;
  readonly configuration: string | null;
  readonly interactive: boolean;
  readonly serverurl: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly historyFile: string | null;
  readonly ca: string | null;
  readonly json: boolean;
  readonly raw: boolean;
  /** The command and its words, as separate as the caller gave them. */
  readonly words: readonly string[];
}

/** All options, in the order of the help text. Those that Supervisor lacks must be spelled out. */
export const CLIENT_OPTIONS: readonly ClientOption[] = [
  option("configuration", {
    short: "c",
    long: "configuration",
    argument: "FILENAME",
    doc: "Configuration file; without it the usual places are searched",
  }),
  option("help", { short: "h", long: "help", doc: "Print this text and exit" }),
  option("help", { short: "?", doc: "" }),
  option("interactive", {
    short: "i",
    long: "interactive",
    doc: "Ask before shutdown and reload, and for a password; without a command, open the shell",
  }),
  option("serverurl", {
    short: "s",
    long: "serverurl",
    argument: "URL",
    doc:
      "Where the daemon listens: http://HOST:PORT, https://HOST:PORT or unix:///PATH (http://localhost:9001)",
  }),
  option("username", {
    short: "u",
    long: "username",
    argument: "USERNAME",
    doc: "User name to give to the daemon",
  }),
  option("password", {
    short: "p",
    long: "password",
    argument: "PASSWORD",
    doc: "Password to give to the daemon",
  }),
  option("historyFile", {
    short: "r",
    long: "history_file",
    argument: "FILENAME",
    doc: "Where the shell keeps its history between sessions",
  }),
  option("historyFile", { long: "history-file", argument: "FILENAME", doc: "", exact: true }),
  option("ca", {
    long: "ca",
    argument: "FILENAME",
    doc: "Certificates that sign the daemon's, for https:// (those of the system)",
    exact: true,
  }),
  option("json", { long: "json", doc: "Answer in JSON", exact: true }),
  option("raw", {
    long: "raw",
    doc: "Let control sequences in logs and names reach the terminal",
    exact: true,
  }),
];

/** Takes the words behind the program's name apart. @throws {UsageError} */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const parsed = getopt(args, CLIENT_OPTIONS);
  if (!parsed.ok) throw new UsageError(parsed.message, optionHint(parsed.message));
  const given = new Map<OptionKey, string>();
  for (const { spec, name, argument } of parsed.options) {
    if (spec.key === "help") {
      given.set("help", "");
      break;
    }
    if (spec.key === "serverurl") checkServerUrl(name, argument);
    if (given.has(spec.key)) {
      throw new UsageError(`conflicting command line option ${pythonRepr(name)}`);
    }
    given.set(spec.key, argument);
  }
  return {
    help: given.has("help"),
    configuration: given.get("configuration") ?? null,
    interactive: given.has("interactive"),
    serverurl: given.get("serverurl") ?? null,
    username: given.get("username") ?? null,
    password: given.get("password") ?? null,
    historyFile: given.get("historyFile") ?? null,
    ca: given.get("ca") ?? null,
    json: given.has("json"),
    raw: given.has("raw"),
    words: parsed.rest,
  };
}

function checkServerUrl(name: string, argument: string): void {
  try {
    parseServerUrl(argument);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new UsageError(`invalid value for ${name} ${pythonRepr(argument)}: ${error.message}`);
  }
}

/** `Did you mean '--serverurl'?` for a long option that is not known. */
function optionHint(message: string): string | null {
  const word = /^option (--\S+) not recognized$/.exec(message)?.[1];
  if (word === undefined) return null;
  const known = CLIENT_OPTIONS.flatMap((row) => row.long === null ? [] : [`--${row.long}`]);
  const meant = closestWord(word, known);
  return meant === null ? null : `Did you mean '${meant}'?`;
}

function option(
  key: OptionKey,
  row: {
    readonly short?: string;
    readonly long?: string;
    readonly argument?: string;
    readonly doc: string;
    readonly exact?: true;
  },
): ClientOption {
  return {
    key,
    short: row.short ?? null,
    long: row.long ?? null,
    takesArgument: row.argument !== undefined,
    argument: row.argument ?? null,
    doc: row.doc,
    exact: row.exact ?? false,
  };
}
