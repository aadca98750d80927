import assert from "node:assert/strict";
import fc from "fast-check";
import { LastHour, type StripLetter, stripLetter } from "#daemon/web/history/last_hour.ts";

const MINUTE = 60_000;

Deno.test("a process that runs for 12 minutes has 47 without data and 13 running", () => {
  const hour = new LastHour(0);
  hour.enter("t", 10);
  hour.enter("r", 1000);
  assert.equal(hour.strip(1000), "n59t1");
  assert.equal(hour.strip(12 * MINUTE), "n47t1r12");
  assert.equal(hour.strip(200 * MINUTE), "r60");
});

Deno.test("the worst of a minute is what is seen", () => {
  const hour = new LastHour(0);
  for (const letter of ["r", "f", "r"] as const) hour.enter(letter, 5);
  assert.equal(hour.strip(MINUTE), "n58f1r1");
});

Deno.test("restarts are forgotten after an hour", () => {
  const hour = new LastHour(0);
  hour.countRestart(0);
  hour.countRestart(30 * MINUTE);
  assert.equal(hour.restarts(30 * MINUTE), 2);
  assert.equal(hour.restarts(60 * MINUTE), 1);
  assert.equal(hour.restarts(1000 * MINUTE), 0);
});

Deno.test("it agrees with a list of all that happened", () => {
  const step = fc.tuple(
    fc.constantFrom<StripLetter>("r", "t", "b", "f", "d"),
    fc.integer({ min: 0, max: 40 * MINUTE }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    const hour = new LastHour(0);
    const log: { letter: StripLetter; at: number }[] = [];
    let now = 0;
    for (const [letter, wait] of steps) {
      now += wait;
      hour.enter(letter, now);
      log.push({ letter, at: now });
      assert.equal(hour.strip(now), naiveStrip(log, now));
    }
  }));
});

Deno.test("an exit that was not expected is a failure", () => {
  assert.equal(stripLetter("EXITED", true), "f");
  assert.equal(stripLetter("EXITED", false), "d");
});

/** Looks at each minute anew. */
function naiveStrip(log: readonly { letter: StripLetter; at: number }[], now: number): string {
  const last = Math.floor(now / MINUTE);
  const letters = Array.from({ length: 60 }, (_, at) => {
    const minute = last - 59 + at;
    const inside = log.filter((entry) => Math.floor(entry.at / MINUTE) === minute);
    const before = log.findLast((entry) => Math.floor(entry.at / MINUTE) < minute);
    const all = [...inside, ...(before === undefined ? [] : [before])].map(({ letter }) => letter);
    return (["f", "b", "t", "d", "r"] as const).find((letter) => all.includes(letter)) ?? "n";
  }).join("");
  return letters.replace(/(.)\1*/g, (run) => `${run[0]}${run.length}`);
}
