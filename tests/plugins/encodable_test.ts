import assert from "node:assert/strict";
import fc from "fast-check";
import { encodable } from "#daemon/plugins/encodable.ts";
import { decodeResponse } from "#lib/rpc/decode.ts";
import { encodeResponse } from "#lib/rpc/encode.ts";
import { EncodedValue } from "#lib/rpc/value.ts";

Deno.test("members that are undefined are left out, dates and nil stay", () => {
  const date = new Date(0);
  const value = { a: 1, b: undefined, c: [null, date], d: { e: true } };
  assert.deepEqual(encodable(value), { a: 1, c: [null, date], d: { e: true } });
});

Deno.test("what XML-RPC cannot carry is named by its place", () => {
  const refused: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /^result is undefined, which XML-RPC cannot carry$/],
    [() => 1, /^result is function,/],
    [[1, 2n], /^result\[1\] is bigint,/],
    [{ jobs: [{ at: undefined }, { at: Symbol() }] }, /^result\.jobs\[1\]\.at is symbol,/],
    [[undefined], /^result\[0\] is undefined,/],
    [{ at: new Date(NaN) }, /^result\.at is an invalid date$/],
  ];
  for (const [value, message] of refused) {
    assert.throws(() => encodable(value), { name: "TypeError", message });
  }
});

Deno.test("a circle is an error and no endless loop", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  assert.throws(() => encodable(circle), /^TypeError: result(?:\.self){100} is nested too deeply$/);
});

Deno.test("markup that a plugin makes is text", () => {
  const value = encodable(new EncodedValue("<value><int>1</int></value>"));
  assert.deepEqual(decodeResponse(encodeResponse(value)), { xml: "<value><int>1</int></value>" });
});

Deno.test("values of the wire pass unchanged", () => {
  const leaf = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie("tree"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));
  fc.assert(fc.property(tree, (value) => assert.deepEqual(encodable(value), value)));
});
