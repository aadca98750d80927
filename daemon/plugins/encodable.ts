/**
 * Results of methods that no compiler has looked at.
 *
 * @module
 */

import type { Encodable } from "#lib/rpc/value.ts";

/** Levels of arrays and structs: more are a circle, or nothing that a client can read. */
const MOST_LEVELS = 100;

/**
 * The result as XML-RPC can carry it, or why it cannot. Members that are `undefined` are left out.
 *
 * @throws {TypeError} that names the place, `result.jobs[3]`
 */
export function encodable(value: unknown, place = "result"): Encodable {
  return convert(value, { place, level: 0 });
}

interface Position {
  readonly place: string;
  readonly level: number;
}

function convert(value: unknown, at: Position): Encodable {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      if (at.level === MOST_LEVELS) throw new TypeError(`${at.place} is nested too deeply`);
      if (value instanceof Date) return dateAt(value, at.place);
      return Array.isArray(value) ? convertArray(value, at) : convertStruct(value, at);
    default:
      throw new TypeError(`${at.place} is ${typeof value}, which XML-RPC cannot carry`);
  }
}

function convertArray(values: readonly unknown[], { place, level }: Position): Encodable {
  return values.map((value, index) =>
    convert(value, { place: `${place}[${index}]`, level: level + 1 })
  );
}

function convertStruct(struct: object, { place, level }: Position): Encodable {
  const members = Object.entries(struct).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [
    name,
    convert(value, { place: `${place}.${name}`, level: level + 1 }),
  ]));
}

function dateAt(date: Date, place: string): Date {
  if (Number.isNaN(date.getTime())) throw new TypeError(`${place} is an invalid date`);
  return date;
}
