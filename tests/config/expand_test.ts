import assert from "node:assert/strict";
import fc from "fast-check";
import { expand } from "#lib/config/expand.ts";
import { ValueError } from "#lib/config/value_error.ts";

const NAMES = new Map<string, string | number>([["n", 3], ["s", "abc"], ["a(b)", "p"]]);

function expanded(text: string): string {
  return expand(text, { label: "program:x.command", names: [NAMES] });
}

const VALUES: readonly (readonly [string, string])[] = [
  ["%(n)02d", "03"],
  ["%(n)5d", "    3"],
  ["%(n)-5d|", "3    |"],
  ["%(n)+d", "+3"],
  ["%(n) d", " 3"],
  ["%(n)03s", "  3"],
  ["%(n).2f", "3.00"],
  ["%(n).3d", "003"],
  ["%(n)x", "3"],
  ["%(n)#06x", "0x0003"],
  ["%(n)e", "3.000000e+00"],
  ["%(n)g", "3"],
  ["%(n)#g", "3.00000"],
  ["%(n)#.0f", "3."],
  ["%(n)ld", "3"],
  ["%(n)c|", "\x03|"],
  ["%(s)5s", "  abc"],
  ["%(s)-5s|", "abc  |"],
  ["%(s).2s", "ab"],
  ["%(s)r", "'abc'"],
  ["%(a(b))s", "p"],
  ["100%%", "100%"],
  ["%%(n)d", "%(n)d"],
  ["%(s)s%%%(n)d", "abc%3"],
  ["none", "none"],
];

Deno.test("expands as Python's % operator does", () => {
  for (const [text, value] of VALUES) assert.equal(expanded(text), value, text);
});

const REASONS: readonly (readonly [string, string])[] = [
  ["%(s)d", "%d format: a real number is required, not str"],
  ["%(s)x", "%x format: an integer is required, not str"],
  ["%(s)f", "must be real number, not str"],
  ["%(s)c", "%c requires int or char"],
  ["%(s", "incomplete format key"],
  ["%(s)", "incomplete format"],
  ["%", "incomplete format"],
  ["100%", "incomplete format"],
  ["%z", "unsupported format character 'z' (0x7a) at index 1"],
  ["é%é", "unsupported format character '?' (0xe9) at index 2"],
  ["%d", "%d format: a real number is required, not dict"],
  ["%*d", "* wants int"],
  ["%(n)*d", "not enough arguments for format string"],
  ["%(n)%", "unsupported format character '%' (0x25) at index 4"],
  ["%(n)999999999d", "width too big"],
  ["%s", "%s needs a name, as in %(program_name)s"],
];

Deno.test("says why a format string is bad, and which", () => {
  for (const [text, reason] of REASONS) {
    const message = `Format string '${text}' for 'program:x.command' is badly formatted: ${reason}`;
    assert.throws(() => expanded(text), new ValueError(message), text);
  }
});

Deno.test("names what cannot be expanded and what could be", () => {
  const names = [new Map([["b", 1], ["a", 2]]), new Map([["ENV_X", "x"], ["a", "hidden"]])];
  assert.throws(
    () => expand("%(nope)s", { label: "k", names }),
    new ValueError(
      "Format string '%(nope)s' for 'k' contains names ('nope') which cannot be expanded. " +
        "Available names: ENV_X, a, b",
    ),
  );
});

Deno.test("the first map that has a name wins", () => {
  const names = [new Map([["a", "first"]]), new Map([["a", "second"], ["b", "other"]])];
  assert.equal(expand("%(a)s %(b)s", { label: "k", names }), "first other");
});

Deno.test("text with doubled percent signs expands to itself", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assert.equal(expanded(text.replaceAll("%", "%%")), text);
  }));
});

Deno.test("any text expands or is refused with a message", () => {
  const piece = fc.constantFrom("%", "(", ")", "n", "s", "d", "*", ".", "5", "-", "#", "é");
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    try {
      expanded(pieces.join(""));
    } catch (error) {
      assert.ok(error instanceof ValueError);
    }
  }));
});
