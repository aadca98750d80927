/**
 * The value of `environment=`: `KEY=value` pairs between separators (config.md 6, row CFG-040).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { environmentTokens } from "./environment_lexer.ts";
import type { EnvironmentToken } from "./environment_lexer.ts";
import { ValueError } from "./value_error.ts";

/** The pairs, and what was accepted although it is hardly meant (B-31). */
export interface ParsedEnvironment {
  /** Of a key that is given twice the last value counts. */
  readonly values: ReadonlyMap<string, string>;
  /** One sentence each. */
  readonly doubts: readonly string[];
}

/**
 * Reads the pairs of `text`, expanded before. One token after each pair is skipped whatever it is, as
 * Supervisor does: `A=$HOME` gives `$`. Such accidents are kept and reported as doubts.
 *
 * @throws {ValueError} `Unexpected end of key/value pairs…`, `No closing quotation`, `No escaped character`
 */
export function parseEnvironment(text: string): ParsedEnvironment {
  const tokens = environmentTokens(text);
  const values = new Map<string, string>();
  const doubts: string[] = [];
  for (let at = 0; at < tokens.length; at += 4) {
    const [key, equals, value, separator] = tokens.slice(at, at + 4);
    // Only the text decides, as in Supervisor: a quoted "=" separates as well.
    if (key === undefined || value === undefined || equals?.text !== "=") {
      throw new ValueError(`Unexpected end of key/value pairs in value '${text}'`);
    }
    values.set(key.text, value.text);
    const doubt = doubtAbout({ key, value, separator });
    if (doubt !== null) doubts.push(doubt);
  }
  return { values, doubts };
}

function doubtAbout(pair: {
  key: EnvironmentToken;
  value: EnvironmentToken;
  separator: EnvironmentToken | undefined;
}): string | null {
  const { key, value, separator } = pair;
  const skipped = separator !== undefined && separator.text !== ",";
  if (key.kind === "word" && value.kind === "word" && !skipped) return null;
  const taken = `${pythonRepr(value.text)} is taken as the value of ${pythonRepr(key.text)}`;
  const lost = skipped ? ` and ${pythonRepr(separator.text)} is dropped` : "";
  return `${taken}${lost}, quote the value to say what is meant`;
}
