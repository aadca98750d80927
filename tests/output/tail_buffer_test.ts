import assert from "node:assert/strict";
import fc from "fast-check";
import { TailBuffer } from "#lib/output/tail_buffer.ts";
import { latin, latinText } from "./bytes.ts";

Deno.test("the last bytes are kept, also of one chunk that is larger than the bound", () => {
  const buffer = new TailBuffer(10);
  buffer.append(latin("0123456789abcdef"));
  assert.equal(latinText(buffer.take()), "6789abcdef");
  assert.equal(buffer.length, 0);
});

Deno.test("whatever is appended, the last bytes up to the bound are kept in order", () => {
  const chunk = fc.string({ unit: "binary-ascii", maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(chunk), (limit, chunks) => {
      const buffer = new TailBuffer(limit);
      for (const text of chunks) buffer.append(latin(text));
      const expected = chunks.join("").slice(-limit);
      assert.equal(buffer.length, expected.length);
      assert.equal(latinText(buffer.take()), expected);
    }),
  );
});

Deno.test("a buffer that was emptied starts anew, beyond its first allocation too", () => {
  const buffer = new TailBuffer(5000);
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 700; n++) buffer.append(latin(String(n).padStart(10, "0")));
    const kept = latinText(buffer.take());
    assert.equal(kept.length, 5000);
    assert.ok(kept.startsWith("0000000200") && kept.endsWith("0000000699"));
  }
});
