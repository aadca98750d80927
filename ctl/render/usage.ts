/**
 * The text of `svctl -h`, made from the tables of options and commands.
 *
 * @module
 */

import type { Command } from "#ctl/command.ts";
import { CLIENT_OPTIONS, type ClientOption } from "#ctl/command_line.ts";
import { inColumns } from "./columns.ts";

/** The help text, with its final newline. */
export function usageText(commands: readonly Command[]): string {
  const names = commands.filter((row) => row.origin !== null).map((row) => row.name);
  const lines = [
    "svctl -- control the processes of denvisord or supervisord.",
    "",
    "Usage: svctl [options] [command [arguments]]",
    "",
    "Options:",
    ...CLIENT_OPTIONS.filter((option) => option.doc !== "").flatMap(describe),
    "",
    "Without a command, svctl opens a shell. Commands:",
    ...inColumns(["help", ...names].toSorted(), 75).map((line) => `    ${line.trimEnd()}`),
    "",
    "svctl help COMMAND shows the forms of a command.",
  ];
  return `${lines.join("\n")}\n`;
}

function describe(option: ClientOption): readonly string[] {
  const names = [
    ...(option.short === null ? [] : [`-${option.short}`]),
    ...(option.long === null ? [] : [`--${option.long}`]),
  ].join("/");
  return [option.argument === null ? names : `${names} ${option.argument}`, `    ${option.doc}`];
}
