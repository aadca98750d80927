import assert from "node:assert/strict";
import fc from "fast-check";
import { HOT_LIVES, HOT_SLOT_MS, RestartPace, SHORT_LIFE_MS } from "#lib/process/restart_pace.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { Simulation } from "./simulation.ts";

/** Programs that live as long as told, under one pace, for `ms`. @returns the starts of each */
function loop(lives: readonly number[], ms: number): readonly (readonly number[])[] {
  const clock = new FakeClock();
  const pace = new RestartPace();
  const starts = lives.map((): number[] => []);
  lives.forEach((life, program) => {
    let shortLives = 0;
    const start = (): void => {
      const startedAt = clock.now();
      starts[program]!.push(startedAt);
      clock.after(life, () => {
        shortLives = life < SHORT_LIFE_MS ? shortLives + 1 : 0;
        clock.after(pace.due({ shortLives, startedAt }, clock.now()) - clock.now(), start);
      });
    };
    start();
  });
  clock.advance(ms);
  return starts;
}

const pauses = (starts: readonly number[], life: number): number[] =>
  starts.slice(1).map((start, index) => start - starts[index]! - life);

// Seen to fail with HOT_LIVES = 40.
Deno.test("fifty short lives in a row cost no pause, of one program or of twenty", () => {
  for (const starts of loop(Array(20).fill(1), 55)) {
    assert.deepEqual(pauses(starts, 1).slice(0, 50), Array(50).fill(0));
  }
});

Deno.test("a program that lives long enough for its slot is never held, however often it ends", () => {
  for (const life of [HOT_SLOT_MS, 100, 999, 1000, 5000]) {
    const [starts = []] = loop([life], 400 * life);
    assert.ok(starts.length >= 400);
    assert.ok(pauses(starts, life).every((pause) => pause === 0), `life of ${life} ms`);
  }
});

// Seen to fail with `this.#next = now`.
Deno.test("hot programs together are started again a hundred times a second, each as often as the others", () => {
  for (const [programs, each] of [[1, 100], [2, 50], [50, 2], [100, 1]] as const) {
    const starts = loop(Array(programs).fill(1), 20_000);
    for (const of of starts) {
      const last = of.filter((at) => at >= 10_000).length;
      assert.ok(Math.abs(last - 10 * each) <= 2, `${last} of ${programs} in ten seconds`);
    }
  }
});

Deno.test("with more of them than that, none waits longer than Supervisor lets it wait", () => {
  const starts = loop(Array(500).fill(1), 20_000);
  for (const of of starts) {
    assert.ok(pauses(of, 1).every((pause) => pause + 1 <= SHORT_LIFE_MS));
    assert.ok(of.filter((at) => at >= 10_000).length >= 9);
  }
});

// Seen to fail with the look at `shortLives` taken out.
Deno.test("a program that ends at once now and then is back at once beside a hundred hot ones", () => {
  const clock = new FakeClock();
  const pace = new RestartPace();
  for (let program = 0; program < 100; program++) {
    pace.due({ shortLives: HOT_LIVES, startedAt: clock.now() }, clock.now());
  }
  const startedAt = clock.now();
  clock.advance(1);
  assert.equal(pace.due({ shortLives: HOT_LIVES - 1, startedAt }, clock.now()), clock.now());
  assert.equal(pace.due({ shortLives: HOT_LIVES, startedAt }, clock.now()), SHORT_LIFE_MS);
});

// Seen to fail with `#next` set back by a program whose second is over.
Deno.test("whatever programs do, nobody waits beyond the second, and slots are given once", () => {
  const lives = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 50 }),
      life: fc.integer({ min: 0, max: 3000 }),
      shortLives: fc.integer({ min: 0, max: 2 * HOT_LIVES }),
    }),
    { minLength: 100, maxLength: 100 },
  );
  fc.assert(
    fc.property(lives, (all) => {
      const pace = new RestartPace();
      let now = 0;
      let last = -Infinity;
      for (const { gap, life, shortLives } of all) {
        now += gap;
        const latest = Math.max(now, now - life + SHORT_LIFE_MS);
        const due = pace.due({ shortLives, startedAt: now - life }, now);
        assert.ok(due >= now && due <= latest);
        if (shortLives < HOT_LIVES) assert.equal(due, now);
        else if (due < latest) {
          assert.ok(due - last >= HOT_SLOT_MS, `${due} after ${last}`);
          last = due;
        }
      }
    }),
  );
});

Deno.test("short lives in a row are counted, and a long one or a stop begins anew", () => {
  const cat = new Simulation({ startsecs: 0, autorestart: "true" });
  cat.feed({ kind: "start" });
  const live = (ms: number): void => {
    cat.advance(ms);
    cat.exit(0);
    assert.equal(cat.state, "EXITED");
    cat.runPendingStarts();
  };
  for (let number = 1; number <= 70; number++) {
    live(999);
    assert.equal(cat.snapshot.shortLives, number);
  }
  live(1000);
  assert.equal(cat.snapshot.shortLives, 0);
  live(0);
  cat.feed({ kind: "stop" });
  cat.exit("SIGTERM");
  assert.equal(cat.snapshot.shortLives, 0);
});
