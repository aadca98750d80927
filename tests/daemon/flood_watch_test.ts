import assert from "node:assert/strict";
import { FloodWatch } from "#daemon/adapters/flood_watch.ts";

/** What a watch says to chunks of these sizes that come `every` milliseconds. */
function answers(sizes: readonly number[], every: number): readonly boolean[] {
  let now = 0;
  const watch = new FloodWatch(() => now);
  return sizes.map((size) => {
    now += every;
    return watch.after(size);
  });
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

Deno.test("little chunks that follow each other at once are a flood after the sixteenth in a row", () => {
  assert.deepEqual(answers(times(20, 500), 0.01), [...times(16, false), ...times(4, true)]);
});

Deno.test("lines that come one by one are none, however many", () => {
  assert.ok(!answers(times(1000, 80), 0.1).includes(true));
});

Deno.test("a message in a few parts is none", () => {
  let now = 0;
  const watch = new FloodWatch(() => now);
  for (let message = 0; message < 100; message++) {
    now += 0.2;
    for (let part = 0; part < 15; part++) {
      now += 0.01;
      assert.equal(watch.after(20), false);
    }
  }
});

Deno.test("the answers of a listener are none, however quickly they come", () => {
  assert.ok(!answers(times(1000, "RESULT 2\nOKREADY\n".length), 0.01).includes(true));
});

Deno.test("in a flood a large chunk is followed by the next read at once", () => {
  const sizes = [...times(17, 500), 20_000, 9_000, 65_536, 9_000];
  assert.deepEqual(answers(sizes, 0.01).slice(16), [true, false, true, false, true]);
});

Deno.test("a flood is over when next to nothing comes during a nap", () => {
  const sizes = [...times(17, 500), 100, ...times(16, 500), 500];
  const expected = [true, false, ...times(16, false), true];
  assert.deepEqual(answers(sizes, 0.01).slice(16), expected);
});
