import assert from "node:assert/strict";
import { bringUp, die, FakeMember, PoolFixture, say } from "./pool_fixture.ts";

const EVENTS = 20_000;

Deno.test("20,000 events through a listener that dies every 500: none lost, in order", async () => {
  const scene = new PoolFixture();
  scene.debug = false;
  const pool = scene.pool({ events: ["REMOTE_COMMUNICATION"], bufferSize: EVENTS });
  const bystander = scene.pool({ name: "bystander", events: ["TICK"], bufferSize: EVENTS });
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const cat = new FakeMember("cat");
  const accepted: number[] = [];
  let deaths = 0;
  cat.onWrite = (notification) =>
    queueMicrotask(() => {
      if (cat.received.length % 500 === 0) {
        deaths++;
        // Sometimes it has said half of its answer.
        if (deaths % 2 === 0) say(pool, cat, "RESULT 2\nO");
        die(pool, cat);
        queueMicrotask(() => bringUp(pool, cat));
        return;
      }
      accepted.push(Number(notification.slice(notification.lastIndexOf("\n") + 1)));
      say(pool, cat, "RESULT 2\nOKREADY\n");
      if (accepted.length === EVENTS) resolve();
    });
  bringUp(pool, cat);
  for (let i = 0; i < EVENTS; i++) {
    scene.remote(String(i));
    if (i % 100 === 0) await Promise.resolve();
  }
  await done;
  assert.deepEqual(accepted, Array.from({ length: EVENTS }, (_, i) => i));
  assert.equal(deaths, 40);
  assert.deepEqual([pool.size, pool.discarded, bystander.size], [0, 0, 0]);
  assert.deepEqual(scene.takeLines(), []);
});

Deno.test("a listener that answers from within the write does not overflow the stack", () => {
  const scene = new PoolFixture();
  scene.debug = false;
  const pool = scene.pool({ bufferSize: EVENTS });
  const cat = new FakeMember("cat");
  cat.onWrite = () => say(pool, cat, "RESULT 2\nOKREADY\n");
  for (let i = 0; i < EVENTS; i++) scene.remote("x");
  bringUp(pool, cat);
  assert.deepEqual([cat.received.length, pool.size], [EVENTS, 0]);
});
