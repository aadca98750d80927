/**
 * Bytes that are not valid UTF-8 as text, the way Supervisor shows them (EVT-043).
 *
 * @module
 */

const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

/** The `repr` that Python gives to a `bytes` object: `b'a\x01\xff'`. */
export function bytesRepr(data: Uint8Array): string {
  const double = data.includes(SINGLE_QUOTE) && !data.includes(DOUBLE_QUOTE);
  const quote = double ? DOUBLE_QUOTE : SINGLE_QUOTE;
  const mark = String.fromCharCode(quote);
  const parts: string[] = [];
  for (const byte of data) parts.push(escapeByte(byte, quote));
  return `b${mark}${parts.join("")}${mark}`;
}

/** The `repr` that Python gives to a `str` of printable characters: `'cat'`, `"it's"`. */
export function stringRepr(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  return mark + text.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`) + mark;
}

/** The text of `data`, or `Undecodable: ` and its repr when it is not valid UTF-8. */
export function decodeOrDescribe(data: Uint8Array): string {
  try {
    // A byte order mark is data like any other: Python keeps it as U+FEFF.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return `Undecodable: ${bytesRepr(data)}`;
  }
}

function escapeByte(byte: number, quote: number): string {
  if (byte === 0x09) return "\\t";
  if (byte === 0x0a) return "\\n";
  if (byte === 0x0d) return "\\r";
  const char = String.fromCharCode(byte);
  if (byte === BACKSLASH || byte === quote) return `\\${char}`;
  if (byte >= 0x20 && byte < 0x7f) return char;
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
