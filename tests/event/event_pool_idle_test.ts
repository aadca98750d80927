import assert from "node:assert/strict";
import type { EventPool } from "#daemon/event_pool.ts";
import { bringUp, die, FakeMember, PoolFixture, say } from "#tests/event/pool_fixture.ts";

/** Whether `whenIdle` has resolved, asked now and again later. */
function watchIdle(pool: EventPool): () => Promise<boolean> {
  let idle = false;
  void pool.whenIdle().then(() => void (idle = true));
  return async () => {
    await Promise.resolve();
    return idle;
  };
}

Deno.test("a pool is idle before anything happened, and without a listener whatever waits", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  assert.equal(await watchIdle(pool)(), true);
  scene.remote("waits");
  assert.equal(await watchIdle(pool)(), true);
});

Deno.test("a pool becomes idle when its last event is dealt with", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  scene.remote("b");
  const idle = watchIdle(pool);
  assert.equal(await idle(), false);
  say(pool, cat, "RESULT 2\nOKREADY\n");
  assert.equal(await idle(), false, "the other one is on its way");
  say(pool, cat, "RESULT 2\nOK");
  assert.equal(await idle(), true);
});

Deno.test("a listener that is up and not ready is waited for while something waits", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  say(pool, cat, "RESULT 2\nOK");
  scene.remote("b");
  const idle = watchIdle(pool);
  assert.equal(await idle(), false);
  say(pool, cat, "READY\n");
  assert.equal(await idle(), false);
  say(pool, cat, "RESULT 2\nOK");
  assert.equal(await idle(), true);
});

Deno.test("a listener that dies, or breaks the protocol, is not waited for", async () => {
  for (const end of ["dies", "babbles"]) {
    const scene = new PoolFixture();
    const pool = scene.pool();
    const cat = new FakeMember("cat");
    bringUp(pool, cat);
    scene.remote("a");
    const idle = watchIdle(pool);
    if (end === "dies") die(pool, cat);
    else say(pool, cat, "RESULT x\n");
    assert.equal(await idle(), true, end);
    assert.equal(pool.size, 1, "the event is kept");
  }
});

Deno.test("a rejected event keeps a pool from being idle until it is accepted", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  const idle = watchIdle(pool);
  say(pool, cat, "RESULT 4\nFAILREADY\n");
  assert.equal(await idle(), false);
  say(pool, cat, "RESULT 2\nOK");
  assert.equal(await idle(), true);
});

Deno.test("a pool that is closed keeps nobody waiting", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  const idle = watchIdle(pool);
  pool.close();
  assert.equal(await idle(), true);
});
