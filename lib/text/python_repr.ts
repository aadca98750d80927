/**
 * Quotes text as Python's `repr` does, for messages that tools compare with Supervisor's.
 *
 * @module
 */

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** `'text'`, or `"text"` when it holds a single quote and no double one; control characters escaped. */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (Object.hasOwn(ESCAPES, character)) out += ESCAPES[character];
    else if (character === quote) out += `\\${character}`;
    else if (code < 0x20 || code === 0x7f) out += `\\x${hex(code, 2)}`;
    else if (code > 0x7f && !/^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) out += escape(code);
    else out += character;
  }
  return out + quote;
}

function escape(code: number): string {
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}
