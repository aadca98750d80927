import assert from "node:assert/strict";
import fc from "fast-check";
import { makeNamespec, splitNamespec } from "#lib/group/namespec.ts";

const CASES: readonly [text: string, group: string, process: string | null][] = [
  ["a", "a", "a"],
  ["a:b", "a", "b"],
  ["a:*", "a", null],
  ["a:", "a", null],
  ["a:b:c", "a", "b:c"],
  ["*", "*", "*"],
  [":x", "", "x"],
  ["", "", ""],
];

for (const [text, group, process] of CASES) {
  Deno.test(`the name '${text}' means ${process ?? "all"} of group '${group}'`, () => {
    assert.deepEqual(splitNamespec(text), { group, process });
  });
}

Deno.test("a name is written short where group and process have the same name", () => {
  assert.equal(makeNamespec({ group: "a", process: "a" }), "a");
  assert.equal(makeNamespec({ group: "a", process: "b" }), "a:b");
  assert.equal(makeNamespec({ group: "a", process: null }), "a:*");
});

Deno.test("what is put together comes apart again", () => {
  const name = fc.stringMatching(/^[^:*]+$/);
  fc.assert(fc.property(name, fc.option(name), (group, process) => {
    assert.deepEqual(splitNamespec(makeNamespec({ group, process })), { group, process });
  }));
});
