/**
 * The daemon's command line (config.md 10, rows CLI-001 to CLI-022).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { getopt } from "./getopt.ts";
import type { GivenOption } from "./getopt.ts";
import { commandLineOptions } from "./options/command_line_options.ts";
import type { CommandLineOption, SupervisordKey } from "./options/command_line_options.ts";
import { parseByteSize, parseInteger, parseLogLevel, parseOctal } from "./values.ts";
import { ValueError } from "./value_error.ts";

/** A key of `[supervisord]` that the command line sets; it wins over the file. */
export interface CommandLineSetting {
  /** The option as messages name it, `-l` or `--logfile`. */
  readonly option: string;
  /** The argument; `true` for a switch. */
  readonly text: string;
}

/** The part of the command line that the loader needs, at start and at every `reread`. */
export interface DaemonCommandLine {
  /** `-c` as typed, `null` to search. */
  readonly configuration: string | null;
  readonly settings: ReadonlyMap<SupervisordKey, CommandLineSetting>;
}

/** What the daemon is asked to do. `error` is a usage error: text for stderr, exit status 2. */
export type DaemonArguments =
  | { readonly kind: "run"; readonly commandLine: DaemonCommandLine }
  | {
    readonly kind: "check";
    readonly commandLine: DaemonCommandLine;
    readonly json: boolean;
    readonly strict: boolean;
  }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "sample" }
  | { readonly kind: "error"; readonly message: string };

/**
 * Reads the words after the program's name. Directories, paths and users are not looked up here:
 * the loader does so with the same messages.
 */
export function parseDaemonArguments(argv: readonly string[]): DaemonArguments {
  const parsed = getopt(argv, commandLineOptions());
  if (!parsed.ok) return failure(parsed.message);
  if (parsed.rest.length > 0) {
    const words = parsed.rest.map(pythonRepr).join(", ");
    return failure(`positional arguments are not supported: [${words}]`);
  }
  const seen = new Set<string>();
  const settings = new Map<SupervisordKey, CommandLineSetting>();
  let configuration: string | null = null;
  for (const given of parsed.options) {
    const { action, key } = given.spec;
    if (action === "help" || action === "version") return { kind: action };
    const reason = refusal(given);
    if (reason !== null) return failure(invalidSetting(given.name, given.argument, reason));
    const target = key ?? action!;
    if (seen.has(target) && given.spec.exact !== true) {
      return failure(`conflicting command line option ${pythonRepr(given.name)}`);
    }
    seen.add(target);
    if (action === "configuration") configuration = given.argument;
    if (key !== null) {
      settings.set(key, {
        option: given.name,
        text: given.spec.takesArgument ? given.argument : "true",
      });
    }
  }
  if (seen.has("sample")) return { kind: "sample" };
  const commandLine = { configuration, settings };
  return seen.has("check")
    ? { kind: "check", commandLine, json: seen.has("json"), strict: seen.has("strict") }
    : { kind: "run", commandLine };
}

/** The message for an argument that its decoder refuses. */
export function invalidSetting(option: string, argument: string, reason: string): string {
  return `invalid value for ${option} ${pythonRepr(argument)}: ${reason}`;
}

/** Why an argument is refused, `null` when it is not or when only the loader can tell. */
function refusal(given: GivenOption<CommandLineOption>): string | null {
  if (!given.spec.takesArgument) return null;
  try {
    switch (given.spec.kind) {
      case "integer":
        parseInteger(given.argument);
        return null;
      case "bytes":
        parseByteSize(given.argument);
        return null;
      case "octal":
        parseOctal(given.argument);
        return null;
      case "loglevel":
        parseLogLevel(given.argument);
        return null;
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof ValueError) return error.message;
    throw error;
  }
}

function failure(message: string): DaemonArguments {
  return { kind: "error", message };
}
