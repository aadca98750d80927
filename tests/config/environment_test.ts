import assert from "node:assert/strict";
import fc from "fast-check";
import { parseEnvironment } from "#lib/config/environment.ts";
import { ValueError } from "#lib/config/value_error.ts";

const VALUES: readonly (readonly [string, Record<string, string>])[] = [
  ["", {}],
  ["A=1, B=2", { A: "1", B: "2" }],
  ["A=1\n,B=2", { A: "1", B: "2" }],
  ["A=1,", { A: "1" }],
  ["A = 1", { A: "1" }],
  ['A="a,b",B=c', { A: "a,b", B: "c" }],
  ["A='x y'", { A: "x y" }],
  ['A="a=b"', { A: "a=b" }],
  ['A="",B=2', { A: "", B: "2" }],
  ['A="a\\"b"', { A: 'a"b' }],
  ['A="a\\\\b"', { A: "a\\b" }],
  ["A='a\"b'", { A: 'a"b' }],
  ["A='a\\b'", { A: "a\\b" }],
  ['A="a\\nb"', { A: "a\\nb" }],
  ["A=a\\,b", { A: "a,b" }],
  ['A="x"y', { A: "xy" }],
  ["A=x\"y z\"'w'", { A: "xy zw" }],
  ["A=http://x/y", { A: "http://x/y" }],
  ["A=a-b_c.d+e(f)/:", { A: "a-b_c.d+e(f)/:" }],
  ["A=éÿ", { A: "éÿ" }],
  ["A-B=1,1=2", { "A-B": "1", "1": "2" }],
  ["A=x#y", { A: "x" }],
  ["A=1,A=2", { A: "2" }],
];

Deno.test("reads pairs as Supervisor 4.4 does, without a doubt", () => {
  for (const [text, values] of VALUES) {
    const parsed = parseEnvironment(text);
    assert.deepEqual(Object.fromEntries(parsed.values), values, text);
    assert.deepEqual(parsed.doubts, [], text);
  }
});

const INCOMPLETE = [
  ...["A", "A=", "=1", ",A=1", "A=1,,B=2", "A=1 B=2", "A=a=b", "A=a@b", "A=a|b", "A=a*b"],
  ...["A={x}", "A=[x]", "A=a&b", "A=1;2"],
];

Deno.test("refuses what is no list of pairs", () => {
  for (const text of INCOMPLETE) {
    const message = `Unexpected end of key/value pairs in value '${text}'`;
    assert.throws(() => parseEnvironment(text), new ValueError(message), text);
  }
  assert.throws(() => parseEnvironment('A="x'), new ValueError("No closing quotation"));
  assert.throws(() => parseEnvironment("A=x\\"), new ValueError("No escaped character"));
  assert.throws(() => parseEnvironment('A="x\\'), new ValueError("No escaped character"));
});

Deno.test("keeps what Supervisor makes of accidents, with a doubt", () => {
  const accidents = [
    ["A=$HOME", "$", "'$' is taken as the value of 'A' and 'HOME' is dropped"],
    ["A=~/x", "~", "'~' is taken as the value of 'A' and '/x' is dropped"],
    ["A==1", "=", "'=' is taken as the value of 'A' and '1' is dropped"],
    ["A=a b", "a", "'a' is taken as the value of 'A' and 'b' is dropped"],
  ] as const;
  for (const [text, value, doubt] of accidents) {
    const parsed = parseEnvironment(text);
    assert.equal(parsed.values.get("A"), value, text);
    assert.deepEqual(parsed.doubts, [`${doubt}, quote the value to say what is meant`]);
  }
});

Deno.test("quoted values come back as they were", () => {
  const entries = fc.uniqueArray(
    fc.tuple(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]*$/), fc.string({ unit: "grapheme" })),
    { selector: ([key]) => key },
  );
  fc.assert(fc.property(entries, (pairs) => {
    const text = pairs.map(([key, value]) => `${key}="${value.replace(/[\\"]/g, "\\$&")}"`).join(
      ",",
    );
    assert.deepEqual([...parseEnvironment(text).values], pairs);
  }));
});
