/**
 * Writing POSIX shell.
 *
 * @module
 */

/** `text` as one word of a shell script, whatever is in it. */
export function shellQuote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Words as one command. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellQuote).join(" ");
}
