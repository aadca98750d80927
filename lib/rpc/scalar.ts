/**
 * The texts inside XML-RPC's scalar elements. Lenient where Supervisor is: blanks around numbers,
 * `boolean` true only for `1`, base64 that holds UTF-8 text (`HTTP-013`).
 *
 * @module
 */

import { RpcSyntaxError } from "./syntax_error.ts";

/** Reads the text of `int` and `i4`. @throws {RpcSyntaxError} */
export function parseInteger(text: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw malformed("int", text);
  return Number(text) + 0;
}

/** Reads the text of `double`; also `inf` and `nan`, which Python sends. @throws {RpcSyntaxError} */
export function parseDouble(text: string): number {
  const trimmed = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  if (/^[+-]?nan$/i.test(trimmed)) return NaN;
  if (/^\+?inf(inity)?$/i.test(trimmed)) return Infinity;
  if (/^-inf(inity)?$/i.test(trimmed)) return -Infinity;
  throw malformed("double", text);
}

/** Reads the text of `dateTime.iso8601`, taken as UTC. @throws {RpcSyntaxError} */
export function parseDateTime(text: string): Date {
  const match = /^\s*(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)\s*$/.exec(text);
  if (match === null) throw malformed("dateTime.iso8601", text);
  const stamp = `${match[1]}-${match[2]}-${match[3]}T${match[4]}`;
  const date = new Date(`${stamp}Z`);
  // The second half refuses the days that Date would carry over, as 31 February.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(stamp)) {
    throw malformed("dateTime.iso8601", text);
  }
  return date;
}

/** Reads the text of `base64`; characters outside the alphabet are skipped. @throws {RpcSyntaxError} */
export function parseBase64(text: string): string {
  try {
    const binary = atob(text.replace(/[^A-Za-z0-9+/=]/g, ""));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("base64", text);
  }
}

function malformed(element: string, text: string): RpcSyntaxError {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return new RpcSyntaxError("unmarshallable", `Cannot read <${element}>: '${shown}'`);
}
