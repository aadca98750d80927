/**
 * The colours that a line begins in: programs set them once for many lines.
 *
 * @module
 */

/** Most characters of sequences that are kept; who sets more has reset some. */
const MOST_CHARACTERS = 200;

/** Sequences that set colours: `ESC [ 1 ; 31 m`. */
// deno-lint-ignore no-control-regex -- that is what begins them
const COLOURS = /\x1b\[([\d;:]*)m/g;

/** The sequences in force after `text`, when `before` were in force at its beginning. */
export function coloursAfter(before: string, text: string): string {
  if (!text.includes("\x1b[")) return before;
  let state = before;
  for (const [sequence, parameters = ""] of text.matchAll(COLOURS)) {
    const isReset = /^0*(?:;|$)/.test(parameters);
    state = isReset ? (/^0*;?$/.test(parameters) ? "" : sequence) : state + sequence;
  }
  return state.length > MOST_CHARACTERS ? state.slice(state.lastIndexOf("\x1b")) : state;
}
