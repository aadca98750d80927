import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import fc from "fast-check";
import { ByteQueue } from "#lib/output/byte_queue.ts";
import { concat } from "#tests/support/concat.ts";
import { latin, latinText } from "./bytes.ts";

Deno.test("bytes come out in the order in which they went in, whatever the pieces", () => {
  const size = fc.integer({ min: 0, max: 100_000 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("append" as const), size }),
    fc.record({ kind: fc.constant("drop" as const), size }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const queue = new ByteQueue();
      const given: Uint8Array[] = [];
      const taken: Uint8Array[] = [];
      const take = (most: number) => {
        const part = queue.head().slice(0, most);
        queue.drop(part.length);
        taken.push(part);
      };
      for (const [seed, { kind, size }] of steps.entries()) {
        if (kind === "drop") take(size);
        else {
          const data = Uint8Array.from({ length: size }, (_, n) => (n * 7 + seed) & 255);
          given.push(data.slice());
          queue.append(data);
          data.fill(0);
        }
      }
      while (queue.length > 0) take(Infinity);
      assert.equal(Buffer.compare(concat(taken), concat(given)), 0);
    }),
    { numRuns: 60 },
  );
});

Deno.test("what is looked at does not change while more is appended and all is cleared", () => {
  const queue = new ByteQueue();
  queue.append(latin("first"));
  const head = queue.head();
  queue.append(latin("second"));
  queue.clear();
  queue.append(latin("third"));
  assert.equal(latinText(head), "first");
  assert.equal(latinText(queue.head()), "third");
  assert.equal(queue.length, 5);
});

Deno.test("an empty queue has an empty head and nothing to drop", () => {
  const queue = new ByteQueue();
  queue.drop(5);
  assert.deepEqual([queue.head().length, queue.length], [0, 0]);
});
