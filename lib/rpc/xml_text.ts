/**
 * Text in XML 1.0 (`HTTP-015`, B-09).
 *
 * @module
 */

/** Characters that cannot stand in text as they are: markup, carriage returns, what XML forbids. */
// deno-lint-ignore no-control-regex
const SUSPECT = /[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/;
// deno-lint-ignore no-control-regex
const REPLACED = /[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]/g;

/**
 * `text` as XML character data. `& < >` are escaped. Characters that XML 1.0 forbids (most control
 * characters, lone surrogates, U+FFFE and U+FFFF) become U+FFFD, so that a binary log never breaks
 * an answer. A carriage return is sent as a reference: a raw one would reach the reader as a line
 * feed.
 */
export function escapeXmlText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.toWellFormed().replace(REPLACED, substitute);
}

function substitute(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case "\r":
      return "&#13;";
    default:
      return "\ufffd";
  }
}
