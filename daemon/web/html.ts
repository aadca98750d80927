const SPECIAL = /[&<>"']/;

/** `text` as it may stand in HTML, in text and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
