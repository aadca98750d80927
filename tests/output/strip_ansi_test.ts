// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { stripAnsi } from "#lib/output/strip_ansi.ts";
import { python } from "#tests/support/python.ts";
import { latin, latinText } from "./bytes.ts";

const ROWS: readonly (readonly [chunk: string, left: string])[] = [
  ["\x1b[31mred \x1b[0m", "red "],
  ["\x1b]0;t\x07", "\x1b]0;t\x07"],
  ["\x1b[", ""],
  ["x \x1b[31", "x "],
  ["\x1b[?25hx", "x"],
  ["\x1b[3~abcm", ""],
  ["\x1b[1;5~z m end", " end"],
  ["\x1b\x1b[1mx", "\x1bx"],
  ["a\x1b", "a\x1b"],
  ["", ""],
];

Deno.test("strip_ansi drops what stands between ESC [ and a terminating letter", () => {
  for (const [chunk, left] of ROWS) {
    assert.equal(latinText(stripAnsi(latin(chunk))), left, JSON.stringify(chunk));
  }
});

Deno.test("a chunk without an escape sequence is handed on uncopied", () => {
  for (const text of ["plain", "\x1b]0;t\x07", "\x1b", ""]) {
    const chunk = latin(text);
    assert.equal(stripAnsi(chunk), chunk);
  }
});

Deno.test("stripping does not change the chunk it is given", () => {
  const chunk = latin("a\x1b[31mb");
  stripAnsi(chunk);
  assert.equal(latinText(chunk), "a\x1b[31mb");
});

Deno.test("random chunks are stripped as Supervisor strips them", async () => {
  const unit = fc.constantFrom("\x1b", "[", "m", "H", "5", ";", "~", "x", "\n", "\xff", "é");
  const chunks = fc.sample(fc.string({ unit, maxLength: 20 }), { numRuns: 3000, seed: 14 });
  const script = `
from supervisor.dispatchers import stripEscapes
answer = [stripEscapes(c.encode('latin-1')).decode('latin-1') for c in given]`;
  const theirs = await python(script, chunks);
  assert.deepEqual(chunks.map((chunk) => latinText(stripAnsi(latin(chunk)))), theirs);
});
