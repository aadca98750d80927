/**
 * Splits a command line into words as Python's `shlex.split` does: quotes and backslashes as in a
 * POSIX shell, no comments, no expansions (process.md 14).
 *
 * npm's `shlex` drops an escaped newline and words its errors differently, and both are observable.
 *
 * @module
 */

const BLANKS = " \t\r\n";

/** The words of `line`. @throws {Error} `No closing quotation` or `No escaped character` */
export function shellSplit(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) throw new Error("No closing quotation");
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(line, at + 1);
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else if (character === "\\") {
      at++;
      if (at === line.length) throw new Error("No escaped character");
      word = (word ?? "") + line[at];
    } else if (BLANKS.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** Reads up to the closing quote; `end` is its index. A backslash escapes only itself and the quote. */
function readDoubleQuoted(line: string, start: number): { text: string; end: number } {
  let text = "";
  for (let at = start; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"') return { text, end: at };
    if (character !== "\\") {
      text += character;
      continue;
    }
    at++;
    if (at === line.length) throw new Error("No escaped character");
    const escaped = line[at]!;
    text += escaped === '"' || escaped === "\\" ? escaped : `\\${escaped}`;
  }
  throw new Error("No closing quotation");
}
