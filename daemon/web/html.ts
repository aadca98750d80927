// deno-lint-ignore no-control-regex -- from the first character on
const PLAIN = /^[\x00-\x7f]*$/;
const SPECIAL = /[&<>"']/;

/**
 * `text` as it may stand in HTML, in text and in quoted attributes alike. Letters beyond ASCII are
 * written as numbers: a page that is ASCII alone takes half the memory and time.
 */
export function escapeHtml(text: string): string {
  if (!SPECIAL.test(text) && PLAIN.test(text)) return text;
  return text.replace(/[&<>"']|[^\p{ASCII}]/gu, (letter) => `&#${letter.codePointAt(0)};`);
}
