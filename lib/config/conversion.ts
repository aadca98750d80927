/**
 * One conversion of a format string, `-+ #0` flags, width, precision and type, and what it makes of
 * a value. Follows CPython, including the order in which it notices mistakes.
 *
 * @module
 */

import { FormatError } from "./format_error.ts";
import { formatFloat, formatInteger } from "./number_format.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";

/** A conversion that was read, `%(x)` being before it. */
export interface Conversion {
  readonly flags: ReadonlySet<string>;
  readonly width: number;
  /** -1 when none is given. */
  readonly precision: number;
  readonly type: string;
  /** Index of `type` in code points, as messages count. */
  readonly index: number;
  /** Index after `type`. */
  readonly end: number;
}

/** Wider fields are refused: nothing in a configuration file needs them. */
const WIDEST = 100_000;

/** Reads a conversion at `at`; `next` gives the argument that a `*` takes. */
export function readConversion(
  text: string,
  options: { at: number; next: () => string | number | null },
): Conversion {
  let at = options.at;
  const flags = new Set<string>();
  while (at < text.length && "-+ #0".includes(text[at]!)) flags.add(text[at++]!);
  const star = (): number => {
    at++;
    const value = options.next();
    if (typeof value !== "number") throw new FormatError("* wants int");
    return value;
  };
  const digits = (name: string): number => {
    const start = at;
    while (at < text.length && text[at]! >= "0" && text[at]! <= "9") at++;
    const value = Number(text.slice(start, at) || "0");
    if (value > WIDEST) throw new FormatError(`${name} too big`);
    return value;
  };
  let width = text[at] === "*" ? star() : digits("width");
  if (width < 0) {
    flags.add("-");
    width = -width;
  }
  let precision = -1;
  if (text[at] === ".") {
    at++;
    precision = text[at] === "*" ? Math.max(0, star()) : digits("precision");
  }
  if (at < text.length && "hlL".includes(text[at]!)) at++;
  if (at >= text.length) throw new FormatError("incomplete format");
  const type = String.fromCodePoint(text.codePointAt(at)!);
  const index = [...text.slice(0, at)].length;
  return { flags, width, precision, type, index, end: at + type.length };
}

/** The text of `value`; `null` is the mapping itself, which an unnamed conversion would print. */
export function formatValue(value: string | number | null, conversion: Conversion): string {
  switch (conversion.type) {
    case "s":
    case "r":
    case "a":
      return formatText(value, conversion);
    case "c":
      return pad(formatCharacter(value), conversion);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X":
      return formatInteger(requireNumber(value, conversion.type), conversion);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return formatFloat(requireNumber(value, conversion.type), conversion);
    default:
      throw unsupported(conversion);
  }
}

function formatText(value: string | number | null, conversion: Conversion): string {
  if (value === null) {
    throw new FormatError(`%${conversion.type} needs a name, as in %(program_name)s`);
  }
  let text = String(value);
  if (conversion.type !== "s" && typeof value === "string") text = pythonRepr(text);
  if (conversion.type === "a") text = asciiOnly(text);
  const points = [...text];
  if (conversion.precision >= 0 && points.length > conversion.precision) {
    text = points.slice(0, conversion.precision).join("");
  }
  return pad(text, conversion);
}

function formatCharacter(value: string | number | null): string {
  if (typeof value === "string" && [...value].length === 1) return value;
  if (typeof value !== "number") throw new FormatError("%c requires int or char");
  if (value < 0 || value > 0x10ffff) throw new FormatError("%c arg not in range(0x110000)");
  return String.fromCodePoint(value);
}

function pad(text: string, conversion: Conversion): string {
  const missing = conversion.width - [...text].length;
  if (missing <= 0) return text;
  return conversion.flags.has("-") ? text + " ".repeat(missing) : " ".repeat(missing) + text;
}

function requireNumber(value: string | number | null, type: string): number {
  if (typeof value === "number") return value;
  const given = value === null ? "dict" : "str";
  if ("oxX".includes(type)) {
    throw new FormatError(`%${type} format: an integer is required, not ${given}`);
  }
  if ("diu".includes(type)) {
    throw new FormatError(`%${type} format: a real number is required, not ${given}`);
  }
  throw new FormatError(`must be real number, not ${given}`);
}

function unsupported(conversion: Conversion): FormatError {
  const code = conversion.type.codePointAt(0)!;
  const shown = code >= 31 && code <= 126 ? conversion.type : "?";
  return new FormatError(
    `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${conversion.index}`,
  );
}

function asciiOnly(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0)!;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
    if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
    return `\\U${code.toString(16).padStart(8, "0")}`;
  });
}
