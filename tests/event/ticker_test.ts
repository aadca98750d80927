import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { Ticker } from "#daemon/ticker.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

/** 2 s before a full hour: 1700002800 is 472223 times 3600. */
const BEFORE_HOUR = 1_700_002_798_000;

interface Scene extends Disposable {
  readonly bus: EventBus;
  readonly clock: FakeClock;
  readonly ticks: string[];
}

function start(wall = BEFORE_HOUR): Scene {
  const clock = new FakeClock({ wall });
  const bus = new EventBus({
    onError: (error) => {
      throw error;
    },
  });
  const ticks: string[] = [];
  bus.subscribe(({ name, when }) => void ticks.push(`${name} ${when}`), ["TICK"]);
  const ticker = new Ticker({ bus, clock });
  return { bus, clock, ticks, [Symbol.dispose]: () => ticker[Symbol.dispose]() };
}

Deno.test("ticks come when a period begins, shortest first, and not at the start", () => {
  using scene = start();
  assert.deepEqual(scene.ticks, []);
  scene.clock.advance(1999);
  assert.deepEqual(scene.ticks, []);
  scene.clock.advance(1);
  assert.deepEqual(scene.ticks, [
    "TICK_5 1700002800",
    "TICK_60 1700002800",
    "TICK_3600 1700002800",
  ]);
  scene.clock.advance(5000);
  assert.deepEqual(scene.ticks.slice(3), ["TICK_5 1700002805"]);
});

Deno.test("an hour has 720 ticks of 5 seconds, 60 of a minute and one of an hour", () => {
  using scene = start();
  scene.clock.advance(3_600_000);
  const count = (name: string) => scene.ticks.filter((tick) => tick.startsWith(`${name} `)).length;
  assert.deepEqual([count("TICK_5"), count("TICK_60"), count("TICK_3600")], [720, 60, 1]);
});

Deno.test("ticks that come late collapse into one, and the next is in time again", () => {
  using scene = start();
  scene.clock.stall(63_500);
  assert.deepEqual(scene.ticks, [
    "TICK_5 1700002860",
    "TICK_60 1700002860",
    "TICK_3600 1700002800",
  ]);
  assert.equal(scene.clock.untilNext, 3500);
});

Deno.test("a clock set forward an hour gives one tick of each kind", () => {
  using scene = start();
  scene.clock.jump(3_600_000);
  scene.clock.advance(5000);
  assert.deepEqual(scene.ticks, [
    "TICK_5 1700006400",
    "TICK_60 1700006400",
    "TICK_3600 1700006400",
  ]);
  assert.equal(scene.clock.armed, 1);
});

Deno.test("a clock set back gives one tick with the earlier multiple and goes on", () => {
  using scene = start();
  scene.clock.advance(2000);
  scene.ticks.length = 0;
  scene.clock.jump(-3_600_000 - 1000);
  scene.clock.advance(5000);
  assert.deepEqual(scene.ticks, [
    "TICK_5 1699999200",
    "TICK_60 1699999200",
    "TICK_3600 1699999200",
  ]);
  scene.ticks.length = 0;
  scene.clock.advance(5000);
  assert.deepEqual(scene.ticks, ["TICK_5 1699999205"]);
});

Deno.test("a timer that fires a little early asks again instead of ticking twice", () => {
  using scene = start();
  scene.clock.jump(-1);
  scene.clock.advance(2000);
  assert.deepEqual(scene.ticks, []);
  scene.clock.advance(1);
  assert.equal(scene.ticks.length, 3);
});

Deno.test("there is no timer while nobody subscribes to a tick", () => {
  const clock = new FakeClock({ wall: BEFORE_HOUR });
  const bus = new EventBus({ onError: () => assert.fail("a subscriber failed") });
  using _ticker = new Ticker({ bus, clock });
  using _other = bus.subscribe(() => {}, ["PROCESS_STATE"]);
  assert.equal(clock.armed, 0);
  const ticks: number[] = [];
  const subscription = bus.subscribe(({ when }) => void ticks.push(when), ["TICK_5"]);
  assert.equal(clock.armed, 1);
  clock.advance(2000);
  assert.deepEqual(ticks, [1700002800]);
  subscription[Symbol.dispose]();
  assert.equal(clock.armed, 0);
});

Deno.test("a subscription that comes after others went does not get what passed meanwhile", () => {
  const clock = new FakeClock({ wall: BEFORE_HOUR });
  const bus = new EventBus({ onError: () => assert.fail("a subscriber failed") });
  using _ticker = new Ticker({ bus, clock });
  bus.subscribe(() => {}, ["TICK"])[Symbol.dispose]();
  clock.advance(60_000);
  const ticks: number[] = [];
  bus.subscribe(({ when }) => void ticks.push(when), ["TICK"]);
  clock.advance(1999);
  assert.deepEqual(ticks, []);
});

Deno.test("a subscriber that ends its subscription at a tick ends the timer with it", () => {
  const clock = new FakeClock({ wall: BEFORE_HOUR });
  const bus = new EventBus({ onError: () => assert.fail("a subscriber failed") });
  using _ticker = new Ticker({ bus, clock });
  let ticks = 0;
  const subscription = bus.subscribe(() => {
    ticks++;
    subscription[Symbol.dispose]();
  }, ["TICK"]);
  clock.advance(20_000);
  assert.deepEqual([ticks, clock.armed], [1, 0]);
});

Deno.test("a ticker that was disposed of is silent", () => {
  const scene = start();
  scene[Symbol.dispose]();
  scene.clock.advance(10_000);
  assert.deepEqual([scene.ticks, scene.clock.armed], [[], 0]);
});
