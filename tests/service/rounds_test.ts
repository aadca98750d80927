import assert from "node:assert/strict";
import { Rounds } from "#daemon/service/rounds.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

Deno.test("what ends together is in the order of its numbers, what ends later comes later", () => {
  const clock = new FakeClock();
  const rounds = new Rounds<string>(clock);
  const ends: readonly (readonly [afterMs: number, name: string, number: number])[] = [
    ...[[0, "c", 2], [10, "a", 0], [290, "b", 1]] as const,
    ...[[1, "e", 9], [0, "d", 7]] as const,
    [1000, "slow", 3],
  ];
  for (const [afterMs, name, number] of ends) {
    clock.advance(afterMs);
    rounds.add(name, number);
  }
  assert.deepEqual(rounds.ordered(), ["a", "b", "c", "d", "e", "slow"]);
});
