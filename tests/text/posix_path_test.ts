import assert from "node:assert/strict";
import posix from "node:path/posix";
import fc from "fast-check";
import { dirname, join, normalize, resolveFrom } from "#lib/text/posix_path.ts";

const path = fc.array(fc.constantFrom("/", "a", "b.c", ".", "..", "//"), { maxLength: 8 })
  .map((parts) => parts.join(""));

Deno.test("paths have the directories that node gives them", () => {
  const single = path.map((text) => text.replaceAll(/\/+/g, "/"));
  fc.assert(fc.property(single, (text) => assert.equal(dirname(text), posix.dirname(text))));
});

Deno.test("paths are normalized and joined as node does it", () => {
  fc.assert(fc.property(path, path, (a, b) => {
    assert.equal(normalize(a), posix.normalize(a));
    assert.equal(join(a, b), posix.join(a, b));
  }));
});

Deno.test("a path leads from an absolute directory where node says", () => {
  fc.assert(fc.property(path, path, (a, b) => {
    assert.equal(resolveFrom(`/${a}`, b), posix.resolve(`/${a}`, b));
  }));
});
