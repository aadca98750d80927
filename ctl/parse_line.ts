/**
 * A command line of the shell, taken apart as Python's `cmd` module does (ctl.md 7).
 *
 * @module
 */

import { strip } from "#lib/config/python_text.ts";

/** A line: nothing, no command at all, or a command and what stands behind it. */
export type ParsedLine =
  | { readonly kind: "empty" }
  | { readonly kind: "unknown"; readonly line: string }
  | {
    readonly kind: "command";
    readonly name: string;
    /** Without blanks at either end. */
    readonly argument: string;
    /** The whole line, trimmed, `?` replaced. */
    readonly line: string;
  };

/**
 * The name is the leading run of ASCII letters, digits and `_`: `tail-100 x` is `tail` with `-100 x`.
 * `?` stands for `help`.
 *
 * @param hyphenated names that hold other characters too; they end at a blank
 */
export function parseLine(text: string, hyphenated: readonly string[] = []): ParsedLine {
  const trimmed = strip(text);
  if (trimmed === "") return { kind: "empty" };
  const line = trimmed.startsWith("?") ? `help ${trimmed.slice(1)}` : trimmed;
  const name = hyphenated.find((each) => line === each || line.startsWith(`${each} `)) ??
    /^[A-Za-z0-9_]+/.exec(line)?.[0];
  if (name === undefined) return { kind: "unknown", line };
  return { kind: "command", name, argument: strip(line.slice(name.length)), line };
}
