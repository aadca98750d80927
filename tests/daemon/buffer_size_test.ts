import assert from "node:assert/strict";
import { BufferSize } from "#daemon/adapters/buffer_size.ts";

const SMALL = 2048;
const LARGE = 65_536;

Deno.test("a buffer is small until one is filled", () => {
  const size = new BufferSize();
  assert.equal(size.bytes, SMALL);
  assert.equal(size.after(SMALL - 1), SMALL);
  assert.equal(size.after(SMALL), LARGE);
  assert.equal(size.bytes, LARGE);
});

Deno.test("a large buffer stays while now and then much comes", () => {
  const size = new BufferSize();
  size.after(SMALL);
  for (let round = 0; round < 10; round++) {
    for (let chunk = 0; chunk < 63; chunk++) assert.equal(size.after(10), LARGE);
    assert.equal(size.after(10_000), LARGE);
  }
});

Deno.test("after 64 little chunks in a row a buffer is small again", () => {
  const size = new BufferSize();
  size.after(SMALL);
  for (let chunk = 0; chunk < 63; chunk++) assert.equal(size.after(10), LARGE);
  assert.equal(size.after(10), SMALL);
});
