import assert from "node:assert/strict";
import fc from "fast-check";
import { LogLines } from "#ctl/log_lines.ts";

Deno.test("lines come out whole, however their bytes are cut", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "ü", "\u{1f600}", " "), maxLength: 6 });
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(fc.property(fc.array(line), size, fc.boolean(), (lines, cut, unfinished) => {
    const text = lines.join("\n") + (unfinished || lines.length === 0 ? "" : "\n");
    const bytes = new TextEncoder().encode(text);
    const cutter = new LogLines();
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += cut) {
      found.push(...cutter.push(bytes.subarray(at, at + cut)));
    }
    found.push(...cutter.end());
    // A last line without any text and without an end is none.
    const expected = unfinished && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
    assert.deepEqual(found, expected);
  }));
});

Deno.test("a carriage return before the line end belongs to it", () => {
  assert.deepEqual(new LogLines().push(new TextEncoder().encode("a\r\nb\rc\n")), ["a", "b\rc"]);
});

Deno.test("an endless line comes in pieces", () => {
  const cutter = new LogLines();
  const piece = new Uint8Array(50_000).fill(0x61);
  assert.equal(cutter.push(piece).length, 0);
  assert.equal(cutter.push(piece)[0]?.length, 100_000);
  assert.deepEqual(cutter.end(), []);
});
