import assert from "node:assert/strict";
import fc from "fast-check";
import { PoolBuffer } from "#lib/event/pool_buffer.ts";

interface Item {
  readonly id: number;
  readonly bytes: number;
}

Deno.test("the buffer does what a plain list with two bounds does", () => {
  const step = fc.record({
    op: fc.constantFrom("push", "push", "push", "unshift", "shift"),
    bytes: fc.nat(40),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 30, max: 400 }),
      (steps, maxCount, maxBytes) => {
        const buffer = new PoolBuffer<Item>({ maxCount, maxBytes });
        const list: Item[] = [];
        for (const [id, { op, bytes }] of steps.entries()) {
          const item = { id, bytes };
          if (op === "push") assert.deepEqual(buffer.push(item), makeRoom(list, item));
          if (op === "unshift") assert.deepEqual(buffer.unshift(item), makeRoom(list, item));
          if (op === "shift") assert.equal(buffer.shift(), list.shift());
          else if (item.bytes <= maxBytes) op === "push" ? list.push(item) : list.unshift(item);
          assert.equal(buffer.size, list.length);
          assert.equal(buffer.bytes, total(list));
          assert.equal(buffer.peek(), list[0]);
        }
        assert.deepEqual(list.map(() => buffer.shift()), list);
        assert.equal(buffer.shift(), undefined);

        function makeRoom(held: Item[], item: Item): Item[] {
          if (item.bytes > maxBytes) return [item];
          const discarded: Item[] = [];
          while (held.length >= maxCount || total(held) + item.bytes > maxBytes) {
            discarded.push(held.shift()!);
          }
          return discarded;
        }
      },
    ),
  );
});

Deno.test("an item over the byte bound is discarded itself and drives nothing else out", () => {
  const buffer = new PoolBuffer<Item>({ maxCount: 2, maxBytes: 10 });
  buffer.push({ id: 1, bytes: 5 });
  assert.deepEqual(buffer.push({ id: 2, bytes: 11 }), [{ id: 2, bytes: 11 }]);
  assert.deepEqual(buffer.shift(), { id: 1, bytes: 5 });
});

Deno.test("a cleared buffer is empty and can be filled again", () => {
  const buffer = new PoolBuffer<Item>({ maxCount: 100, maxBytes: 1000 });
  for (let id = 0; id < 50; id++) buffer.push({ id, bytes: 1 });
  buffer.clear();
  assert.deepEqual([buffer.size, buffer.bytes, buffer.shift()], [0, 0, undefined]);
  buffer.push({ id: 99, bytes: 1 });
  assert.equal(buffer.shift()?.id, 99);
});

function total(items: readonly Item[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0);
}
