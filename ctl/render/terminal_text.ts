/**
 * Text of unknown origin on a terminal: colours pass, everything else that a terminal would obey is
 * shown instead of done.
 *
 * @module
 */

/** Select Graphic Rendition, the sequences for colours and type faces. */
// deno-lint-ignore no-control-regex
const COLOUR = /^\x1b\[[0-9;:]{0,64}m/;
/** The beginning of such a sequence whose rest may still come. */
// deno-lint-ignore no-control-regex
const PARTIAL = /^\x1b(\[[0-9;:]{0,64})?$/;
/** C0 but tab and line feed, DEL, C1. */
// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** The sequence that ends all colours. */
// deno-lint-ignore no-control-regex
const PLAIN = /^\x1b\[0*m$/;

/** Puts the colours back to what they were before a log brought its own. */
const RESET = "\x1b[0m";

/**
 * Makes one stream of text safe for a terminal. A sequence that is cut between two pieces is held
 * back until it can be judged.
 */
export class TerminalFilter {
  #held = "";
  #coloured = false;

  /** The safe form of the next piece. */
  filter(piece: string): string {
    const text = this.#held + piece;
    this.#held = "";
    let out = "";
    let done = 0;
    for (const match of text.matchAll(CONTROL)) {
      if (match.index < done) continue;
      out += text.slice(done, match.index);
      const rest = text.slice(match.index, match.index + 70);
      const colour = COLOUR.exec(rest)?.[0];
      if (colour === undefined && isCut(rest)) {
        this.#held = text.slice(match.index);
        return out;
      }
      if (colour !== undefined) this.#coloured = !PLAIN.test(colour);
      out += colour ?? visible(rest);
      done = match.index + (colour?.length ?? 1);
    }
    return out + text.slice(done);
  }

  /** What is still held back, and the end of any colour. */
  end(): string {
    const rest = this.#held.replace(CONTROL, visible);
    const reset = this.#coloured ? RESET : "";
    this.#held = "";
    this.#coloured = false;
    return rest + reset;
  }
}

/** The safe form of a whole text. */
export function terminalText(text: string): string {
  const filter = new TerminalFilter();
  return filter.filter(text) + filter.end();
}

function isCut(rest: string): boolean {
  return rest === "\r" || PARTIAL.test(rest);
}

/** Caret notation, as `cat -v` shows it. A carriage return before a line feed is just a line end. */
function visible(rest: string): string {
  const code = rest.charCodeAt(0);
  if (rest.startsWith("\r\n")) return "";
  if (code === 0x7f) return "^?";
  return code < 0x20 ? `^${String.fromCharCode(code + 0x40)}` : `<${code.toString(16)}>`;
}
