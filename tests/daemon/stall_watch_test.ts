import assert from "node:assert/strict";
import { StallWatch } from "#daemon/stall_watch.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";

/** A clock whose timers can come late, as they do when the event loop stands still. */
class LateClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): Timer {
    const timer = { at: this.#now + delay, callback };
    this.#timers.push(timer);
    return { cancel: () => void (this.#timers = this.#timers.filter((each) => each !== timer)) };
  }

  get armed(): number {
    return this.#timers.length;
  }

  /** Time goes by and nobody can do anything. */
  stall(ms: number): void {
    this.#now += ms;
  }

  /** Everything that is due has its turn. */
  turn(): void {
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }

  /** Time goes by as it should. */
  run(ms: number): void {
    for (let step = 0; step < ms; step += 10) {
      this.#now += 10;
      this.turn();
    }
  }
}

function watched() {
  const clock = new LateClock();
  const lines: string[] = [];
  const watch = new StallWatch({ clock, log: (level, text) => lines.push(`${level} ${text}`) });
  return { clock, lines, watch };
}

Deno.test("a stall of more than a second is told with its length and what was entered last", () => {
  for (const phase of [0, 100, 250, 490]) {
    const { clock, lines, watch } = watched();
    watch.enter("the one before");
    clock.run(phase);
    watch.enter("POST /RPC2");
    clock.stall(1300);
    clock.turn();
    assert.deepEqual(lines, [
      "warn the event loop stood still for 1.3 s; last entered: POST /RPC2",
    ]);
  }
});

Deno.test("a shorter one is not, nor is a time in which nothing happened", () => {
  const { clock, lines, watch } = watched();
  watch.enter("a");
  clock.stall(950);
  clock.turn();
  clock.run(5000);
  watch.enter("b");
  clock.run(100);
  assert.deepEqual(lines, []);
});

Deno.test("it is told once, also when what waited has its turn before the timer", () => {
  const { clock, lines, watch } = watched();
  watch.enter("slow");
  clock.stall(2000);
  watch.enter("waited");
  clock.turn();
  clock.run(2000);
  assert.deepEqual(lines, ["warn the event loop stood still for 2.0 s; last entered: slow"]);
});

Deno.test("while nothing is entered no timer runs", () => {
  const { clock, watch } = watched();
  assert.equal(clock.armed, 0);
  watch.enter("a");
  assert.equal(clock.armed, 1);
  clock.run(2000);
  assert.equal(clock.armed, 0);
  watch.enter("b");
  watch[Symbol.dispose]();
  assert.equal(clock.armed, 0);
});

Deno.test("a name is made only when it is needed, and may fail", () => {
  const { clock, lines, watch } = watched();
  watch.enter(() => assert.fail("nobody wants to know"));
  clock.run(1000);
  watch.enter(() => {
    throw new Error("the request is over");
  });
  clock.stall(1500);
  clock.turn();
  assert.match(lines.join(), /last entered: something that is over by now$/);
});
