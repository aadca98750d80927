/**
 * Expansion of `%(name)s` in values: Python's `%` operator with a mapping (config.md 3, rows
 * CFG-013 and CFG-014). The only numbers are `process_num` and `numprocs`, both integers.
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { formatValue, readConversion } from "./conversion.ts";
import { FormatError } from "./format_error.ts";
import { compareText } from "./python_text.ts";
import { ValueError } from "./value_error.ts";

/** The names a value may refer to. */
export type Expansions = ReadonlyMap<string, string | number>;

/** What an expansion is done with. */
export interface ExpandOptions {
  /** The name of the value in messages: `program:x.command`, or the bare key in a second pass. */
  readonly label: string;
  /** Looked up in this order. */
  readonly names: readonly Expansions[];
}

/**
 * Replaces each `%(name)CONVERSION` and `%%` in `text`.
 *
 * @throws {ValueError} with one of Supervisor's two texts
 */
export function expand(text: string, options: ExpandOptions): string {
  if (!text.includes("%")) return text;
  try {
    return format(text, options.names);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const subject = `Format string ${pythonRepr(text)} for ${pythonRepr(options.label)}`;
    if (error.missing === null) {
      throw new ValueError(`${subject} is badly formatted: ${error.message}`);
    }
    throw new ValueError(
      `${subject} contains names (${pythonRepr(error.missing)}) which cannot be expanded. ` +
        `Available names: ${availableNames(options.names).join(", ")}`,
    );
  }
}

function format(text: string, names: readonly Expansions[]): string {
  const scan: FormatScan = { text, names, argument: null, consumed: false };
  let out = "";
  let at = 0;
  for (;;) {
    const percent = text.indexOf("%", at);
    if (percent < 0) return out + text.slice(at);
    out += text.slice(at, percent);
    const field = formatField(scan, percent + 1);
    out += field.text;
    at = field.end;
  }
}

/** `argument` is what an unnamed conversion would use: the last named value, `null` the mapping. */
interface FormatScan {
  readonly text: string;
  readonly names: readonly Expansions[];
  argument: string | number | null;
  consumed: boolean;
}

function formatField(scan: FormatScan, start: number): { text: string; end: number } {
  let at = start;
  if (scan.text[at] === "%") return { text: "%", end: at + 1 };
  if (scan.text[at] === "(") {
    const end = keyEnd(scan.text, at + 1);
    scan.argument = lookup(scan.names, scan.text.slice(at + 1, end));
    scan.consumed = false;
    at = end + 1;
  }
  const next = (): string | number | null => {
    if (scan.consumed) throw new FormatError("not enough arguments for format string");
    scan.consumed = true;
    return scan.argument;
  };
  const conversion = readConversion(scan.text, { at, next });
  return { text: formatValue(next(), conversion), end: conversion.end };
}

/** Index of the parenthesis that closes a name; names may hold balanced ones. */
function keyEnd(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  throw new FormatError("incomplete format key");
}

function lookup(names: readonly Expansions[], name: string): string | number {
  for (const map of names) {
    const value = map.get(name);
    if (value !== undefined) return value;
  }
  throw new FormatError("unknown name", { missing: name });
}

function availableNames(names: readonly Expansions[]): readonly string[] {
  return [...new Set(names.flatMap((map) => [...map.keys()]))].sort(compareText);
}
