/**
 * The text of `denvisord -h`, generated from the table of options (`CLI-004`).
 *
 * @module
 */

import { commandLineOptions } from "./options/command_line_options.ts";
import type { CommandLineOption } from "./options/command_line_options.ts";

const INDENT = 4;
const WIDTH = 79;

/** The help text for a program that was started as `argv0`, with its final newline. */
export function daemonHelp(argv0: string): string {
  const lines = [
    `${argv0} -- run a set of applications as daemons.`,
    "",
    `Usage: ${argv0} [options]`,
    "",
    "Options:",
  ];
  for (const option of commandLineOptions()) {
    if (option.doc === "") continue;
    lines.push(heading(option), ...wrap(option.doc));
  }
  return lines.join("\n") + "\n";
}

function heading(option: CommandLineOption): string {
  const names: string[] = [];
  if (option.short !== null) names.push(`-${option.short}`);
  if (option.long !== null) names.push(`--${option.long}`);
  const argument = option.argument === null ? "" : ` ${option.argument}`;
  return names.join("/") + argument;
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > WIDTH - INDENT) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((part) => " ".repeat(INDENT) + part);
}
