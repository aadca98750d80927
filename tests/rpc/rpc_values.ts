/**
 * Random values that XML-RPC can carry, and what they look like after a journey.
 *
 * @module
 */

import fc from "fast-check";
import type { RpcValue } from "#lib/rpc/value.ts";

/** Which values are made. */
export interface RpcValueOptions {
  readonly text: fc.Arbitrary<string>;
  readonly numbers: fc.Arbitrary<number>;
  readonly dates: boolean;
}

/** Values of every kind, nested up to three deep. */
export function rpcValues(options: RpcValueOptions): fc.Arbitrary<RpcValue> {
  const date = fc.date({
    min: new Date("0001-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
  }).map((moment) => new Date(Math.floor(moment.getTime() / 1000) * 1000));
  const scalars: fc.Arbitrary<RpcValue>[] = [options.text, options.numbers, fc.boolean()];
  const { value } = fc.letrec<{ value: RpcValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: "rpc" },
      ...scalars,
      ...(options.dates ? [date] : []),
      fc.array(tie("value"), { maxLength: 5 }),
      fc.dictionary(options.text, tie("value"), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  return value;
}

/** Whole numbers of 32 bits: all that a strict reader takes for `int`. */
export const INT32: fc.Arbitrary<number> = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** Text that XML carries as it is. */
export const XML_TEXT: fc.Arbitrary<string> = fc.string({ unit: "grapheme" }).filter((text) =>
  // deno-lint-ignore no-control-regex
  !/[\x00-\x08\x0b-\x1f\ufffe\uffff]/.test(text) && text.isWellFormed()
);

/** Any text that JavaScript can hold, lone surrogates and control characters too. */
export const ANY_TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) =>
    String.fromCharCode(...units)
  ),
);
