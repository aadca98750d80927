import assert from "node:assert/strict";
import { ByteBudget } from "#daemon/http/byte_budget.ts";

/** Long enough never to be waited for. */
const LONG_MS = 600_000;

/** Lets everything happen that is ready to. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

Deno.test("of many that wait for the same room one gets it at a time, in the order they came", async () => {
  const budget = new ByteBudget(10);
  assert.ok(await budget.take(10, LONG_MS));
  const got: number[] = [];
  const all = [1, 2, 3].map((number) =>
    budget.take(10, LONG_MS).then((taken) => taken && got.push(number))
  );
  for (const expected of [[1], [1, 2], [1, 2, 3]]) {
    budget.remove(10);
    await turn();
    assert.deepEqual(got, expected);
    assert.equal(budget.used, 10);
  }
  await Promise.all(all);
});

Deno.test("small ones share the room, and do not pass a large one that came before", async () => {
  const budget = new ByteBudget(10);
  assert.ok(await budget.take(4, LONG_MS));
  assert.ok(await budget.take(4, LONG_MS));
  const got: string[] = [];
  const large = budget.take(8, LONG_MS).then(() => got.push("large"));
  const small = budget.take(1, LONG_MS).then(() => got.push("small"));
  await turn();
  assert.deepEqual(got, []);
  budget.remove(4);
  await turn();
  assert.deepEqual(got, []);
  budget.remove(4);
  await Promise.all([large, small]);
  assert.deepEqual(got, ["large", "small"]);
  assert.equal(budget.used, 9);
});

Deno.test("who has waited too long gets nothing and stands in nobody's way", async () => {
  const budget = new ByteBudget(10);
  budget.add(10);
  const [hasty, patient] = [budget.take(10, 1), budget.take(5, LONG_MS)];
  assert.equal(await hasty, false);
  assert.equal(await budget.fits(0, 1), false);
  budget.remove(10);
  assert.ok(await patient);
  assert.equal(budget.used, 5);
});

Deno.test("what is larger than all fits alone, and looking takes nothing", async () => {
  const budget = new ByteBudget(10);
  assert.ok(await budget.fits(99, LONG_MS));
  assert.equal(budget.used, 0);
  assert.ok(await budget.take(99, LONG_MS));
  assert.equal(budget.used, 99);
  budget.remove(99);
  assert.equal(budget.used, 0);
});
