/**
 * Text operations where JavaScript's own differ from Python's: blanks and the order of strings.
 * Python counts the separators U+001C to U+001F and U+0085 as blank and U+FEFF not.
 *
 * @module
 */

const BLANKS =
  "\\t\\n\\v\\f\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANK = new RegExp(`^[${BLANKS}]$`);
const WORD = new RegExp(`[^${BLANKS}]+`, "g");

/** Whether one character is blank. */
export function isBlank(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code > 0x20) return code >= 0x85 && BLANK.test(character);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code >= 0x1c;
}

/** `text` without blanks at its end. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1]!)) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** `text` without blanks at both ends. */
export function strip(text: string): string {
  let start = 0;
  while (start < text.length && isBlank(text[start]!)) start++;
  return stripEnd(start === 0 ? text : text.slice(start));
}

/** The words between blanks. */
export function splitWords(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** Orders text by code points; JavaScript's own order is by UTF-16 units. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return orderKey(a) - orderKey(b);
  }
  return left.length - right.length;
}

/** Moves surrogates, which stand for the highest code points, above all other units. */
function orderKey(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
