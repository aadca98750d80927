/**
 * Decoders of single values that need nothing but the text (config.md 5, rows CFG-026 to CFG-040).
 * Each throws {@linkcode ValueError} with Supervisor's words.
 *
 * @module
 */

import { LOG_LEVELS } from "#lib/output/log_line.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import type { KindValues } from "./options/option.ts";
import { strip } from "./python_text.ts";
import { ValueError } from "./value_error.ts";

const INTEGER = /^[+-]?[0-9]+(?:_[0-9]+)*$/;
const OCTAL = /^([+-]?)(?:0[oO]_?)?([0-7]+(?:_[0-7]+)*)$/;
const LEVELS = Object.keys(LOG_LEVELS) as KindValues["loglevel"][];
const BYTE_UNITS: ReadonlyMap<string, number> = new Map([
  ["kb", 1024],
  ["mb", 1024 ** 2],
  ["gb", 1024 ** 3],
]);

/**
 * Python's `int()`: a sign, blanks around, `_` between digits. Beyond 2^53 the value is rounded, and
 * what no number holds becomes the largest one.
 */
export function parseInteger(text: string): number {
  const digits = strip(text);
  if (!INTEGER.test(digits)) {
    throw new ValueError(`invalid literal for int() with base 10: ${pythonRepr(text)}`);
  }
  const value = Number(digits.replaceAll("_", ""));
  const limit = Number.MAX_VALUE;
  return withoutNegativeZero(Math.min(limit, Math.max(-limit, value)));
}

/** `yes true on 1` and `no false off 0`, in any case; blanks are not trimmed. */
export function parseBoolean(text: string): boolean {
  const word = booleanWord(text.toLowerCase());
  if (word === null) throw new ValueError(`not a valid boolean value: ${pythonRepr(text)}`);
  return word;
}

/** Bytes: an integer with or without `KB`, `MB` or `GB`, 1024-based. */
export function parseByteSize(text: string): number {
  const lower = text.toLowerCase();
  const unit = BYTE_UNITS.get(lower.slice(-2));
  return unit === undefined ? parseInteger(lower) : parseInteger(lower.slice(0, -2)) * unit;
}

/** Base 8: `022`, `22`, `0o22`, `-1`. */
export function parseOctal(text: string): number {
  const match = OCTAL.exec(strip(text));
  if (match === null) throw new ValueError(`${text} can not be converted to an octal type`);
  const value = Number.parseInt(match[2]!.replaceAll("_", ""), 8);
  return withoutNegativeZero(match[1] === "-" ? -value : value);
}

/** One of the seven levels, in any case. */
export function parseLogLevel(text: string): KindValues["loglevel"] {
  const level = LEVELS.find((known) => known === text.toLowerCase());
  if (level === undefined) throw new ValueError(`bad logging level name ${pythonRepr(text)}`);
  return level;
}

/** Integers from 0 to 255 between commas; the empty text is the empty list, duplicates stay. */
export function parseExitcodes(text: string): readonly number[] {
  if (text === "") return [];
  try {
    const codes = text.split(",").map(parseInteger);
    if (codes.every((code) => code >= 0 && code <= 255)) return codes;
  } catch {
    // The reason does not matter: Supervisor names the whole list.
  }
  throw new ValueError(`not a valid list of exit codes: ${pythonRepr(text)}`);
}

/** Texts between commas, trimmed; the empty text is the empty list. */
export function parseStrings(text: string): readonly string[] {
  return text === "" ? [] : text.split(",").map(strip);
}

/** A boolean word or `unexpected`, in any case. */
export function parseAutorestart(text: string): KindValues["autorestart"] {
  const lower = text.toLowerCase();
  if (lower === "unexpected") return lower;
  const word = booleanWord(lower);
  if (word === null) throw new ValueError(`invalid 'autorestart' value ${pythonRepr(lower)}`);
  return word ? "true" : "false";
}

/** A process or group name, trimmed: no blank, `:` or `/`, which would break names and headers. */
export function parseName(text: string): string {
  const name = strip(text);
  for (const character of " :/") {
    if (!name.includes(character)) continue;
    throw new ValueError(
      `Invalid name: ${pythonRepr(text)} because of character: ${pythonRepr(character)}`,
    );
  }
  return name;
}

/** `PORT`, `HOST:PORT`, `*:PORT` or `:PORT`, split at the last colon; an empty host means all. */
export function parseAddress(text: string): KindValues["address"] {
  const colon = text.lastIndexOf(":");
  if (colon < 0) {
    try {
      return { host: "", port: parsePort(text) };
    } catch {
      throw new ValueError(`not a valid port number: ${pythonRepr(text)}`);
    }
  }
  const port = text.slice(colon + 1);
  if (port === "") throw new ValueError("no port number specified in ''");
  const host = text.slice(0, colon).toLowerCase();
  return { host: host === "*" ? "" : host, port: parsePort(port) };
}

/** A port number, 1 to 65535. */
export function parsePort(text: string): number {
  const port = parseInteger(text);
  const shown = () => BigInt(strip(text).replaceAll("_", ""));
  if (port < 1) throw new ValueError(`${shown()} is below lower bound (1)`);
  if (port > 0xffff) throw new ValueError(`${shown()} is above upper bound (65535)`);
  return port;
}

/** One of `words`, in any case. @throws {ValueError} */
export function parseWord<W extends string>(text: string, words: readonly W[]): W {
  const word = words.find((known) => known === text.toLowerCase());
  if (word === undefined) {
    throw new ValueError(`value ${pythonRepr(text)} is not one of ${words.join(", ")}`);
  }
  return word;
}

function booleanWord(lower: string): boolean | null {
  switch (lower) {
    case "yes":
    case "true":
    case "on":
    case "1":
      return true;
    case "no":
    case "false":
    case "off":
    case "0":
      return false;
    default:
      return null;
  }
}

function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
