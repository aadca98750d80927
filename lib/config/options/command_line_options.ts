/**
 * What the daemon's command line accepts: the keys of `[supervisord]` that have a flag, and the
 * options that exist only there (config.md 10, rows CLI-001 to CLI-020).
 *
 * @module
 */

import type { GetoptSpec } from "../getopt.ts";
import type { OptionKind, OptionTable } from "./option.ts";
import { SUPERVISORD_OPTIONS } from "./supervisord_options.ts";

/** A key of `[supervisord]`. */
export type SupervisordKey = keyof typeof SUPERVISORD_OPTIONS;

/** What an option does beyond setting a key. */
export type CommandLineAction =
  | "configuration"
  | "help"
  | "version"
  | "profile"
  | "check"
  | "json"
  | "strict"
  | "sample";

/** One option of the command line. */
export interface CommandLineOption extends GetoptSpec {
  /** The key it sets, `null` when it has an action instead. */
  readonly key: SupervisordKey | null;
  readonly action: CommandLineAction | null;
  readonly kind: OptionKind;
  /** What stands for the argument in the help text. */
  readonly argument: string | null;
  readonly doc: string;
}

/** All options, in the order of the help text. */
export function commandLineOptions(): readonly CommandLineOption[] {
  return [
    special("configuration", {
      short: "c",
      argument: "FILENAME",
      doc: "Configuration file; without it the usual places are searched",
    }),
    ...keyOptions(),
    special("help", { short: "h", doc: "Print this text and exit" }),
    { ...special("help", { short: "?", doc: "" }), long: null },
    special("version", { short: "v", doc: "Print the version and exit" }),
    special("profile", {
      long: "profile_options",
      argument: "LIST",
      doc: "Accepted for Supervisor's sake, without effect",
    }),
    special("check", {
      doc:
        "Check the configuration, print what is wrong with it and exit: 0 in order, 2 with errors",
      exact: true,
    }),
    special("strict", { doc: "With --check: exit with 1 when there are warnings", exact: true }),
    special("json", { doc: "With --check: print JSON", exact: true }),
    special("sample", {
      long: "sample-conf",
      doc: "Print a sample configuration and exit",
      exact: true,
    }),
  ];
}

function keyOptions(): readonly CommandLineOption[] {
  const table: OptionTable = SUPERVISORD_OPTIONS;
  return Object.entries(table).flatMap(([key, option]) =>
    option.flag === undefined ? [] : [{
      short: option.flag.short,
      long: key,
      takesArgument: option.flag.argument !== null,
      key: key as SupervisordKey,
      action: null,
      kind: option.kind,
      argument: option.flag.argument,
      doc: option.doc,
    }]
  );
}

function special(
  action: CommandLineAction,
  spec: { short?: string; long?: string; argument?: string; doc: string; exact?: boolean },
): CommandLineOption {
  return {
    short: spec.short ?? null,
    long: spec.long ?? action,
    takesArgument: spec.argument !== undefined,
    key: null,
    action,
    kind: "text",
    argument: spec.argument ?? null,
    doc: spec.doc,
    exact: spec.exact ?? false,
  };
}
