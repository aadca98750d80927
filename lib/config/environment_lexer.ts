/**
 * Splits the text of `environment=` into words and separators as Python's `shlex` does in POSIX mode
 * with `/ . + - ( ) :` as further letters (config.md 6).
 *
 * @module
 */

import { ValueError } from "./value_error.ts";

/** One token. */
export interface EnvironmentToken {
  readonly text: string;
  /** `mark` is a single character that is no letter and stood without quotes, such as `,` or `=`. */
  readonly kind: "word" | "mark";
}

const BLANKS = " \t\r\n";
const LETTER = /^[A-Za-z0-9_/.+():ßà-öø-ÿÀ-ÖØ-Þ-]$/;

/** The tokens of `text`. @throws {ValueError} `No closing quotation` or `No escaped character` */
export function environmentTokens(text: string): readonly EnvironmentToken[] {
  const characters = [...text];
  const tokens: EnvironmentToken[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at]!;
    if (BLANKS.includes(character)) {
      at++;
    } else if (character === "#") {
      at = endOfLine(characters, at);
    } else if (startsWord(character)) {
      const word = readWord(characters, at);
      tokens.push({ text: word.text, kind: "word" });
      at = word.end;
    } else {
      tokens.push({ text: character, kind: "mark" });
      at++;
    }
  }
  return tokens;
}

function startsWord(character: string): boolean {
  return LETTER.test(character) || "'\"\\".includes(character);
}

/** Reads letters, quoted parts and escaped characters that follow one another. */
function readWord(characters: readonly string[], start: number): { text: string; end: number } {
  let text = "";
  let at = start;
  while (at < characters.length && startsWord(characters[at]!)) {
    const character = characters[at]!;
    if (character === "\\") {
      const escaped = characters[at + 1];
      if (escaped === undefined) throw new ValueError("No escaped character");
      text += escaped;
      at += 2;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(characters, at);
      text += quoted.text;
      at = quoted.end;
    } else {
      text += character;
      at++;
    }
  }
  return { text, end: at };
}

/** Reads a quoted part. Inside double quotes a backslash escapes only itself and the quote. */
function readQuoted(characters: readonly string[], start: number): { text: string; end: number } {
  const quote = characters[start]!;
  let text = "";
  for (let at = start + 1; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === quote) return { text, end: at + 1 };
    if (character !== "\\" || quote === "'") {
      text += character;
      continue;
    }
    const escaped = characters[++at];
    if (escaped === undefined) throw new ValueError("No escaped character");
    text += escaped === quote || escaped === "\\" ? escaped : `\\${escaped}`;
  }
  throw new ValueError("No closing quotation");
}

function endOfLine(characters: readonly string[], start: number): number {
  const end = characters.indexOf("\n", start);
  return end < 0 ? characters.length : end + 1;
}
