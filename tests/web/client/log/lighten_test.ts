import assert from "node:assert/strict";
import { lighten } from "#daemon/web/client/log/lighten.ts";

const piece = (text: string, skipped: { bytes: number; lines: number | null } | null = null) => ({
  ...{ file: 1, from: 0, to: text.length, text, skipped, fresh: false },
});

Deno.test("of a large piece the last whole lines are left, and the others are counted", () => {
  const text = `${"x".repeat(99)}\n`.repeat(200);
  const light = lighten(piece(text));
  assert.equal(light.text, text.slice(-light.text.length));
  assert.ok(light.text.length <= 6000 && light.text.length > 5800);
  assert.equal(light.skipped!.bytes, text.length - light.text.length);
  assert.equal(light.skipped!.lines, 200 - light.text.length / 100);
  const more = lighten(piece(text, { bytes: 1000, lines: 10 }));
  assert.equal(more.skipped!.lines, light.skipped!.lines! + 10);
  assert.equal(lighten(piece(text, { bytes: 1000, lines: null })).skipped!.lines, null);
});

Deno.test("a small piece and one line stay as they are", () => {
  for (const text of ["a\nb\n", "x".repeat(20_000)]) {
    const given = piece(text);
    assert.equal(lighten(given), given);
  }
});
