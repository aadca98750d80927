import assert from "node:assert/strict";
import { bringUp, die, FakeMember, PoolFixture, say } from "./pool_fixture.ts";

const UNKNOWN =
  "warn cat: has entered the UNKNOWN state and will no longer receive events, this usually " +
  "indicates the process violated the eventlistener protocol";

Deno.test("a rejected event comes again first, with the same numbers", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  scene.remote("b");
  scene.takeLines();
  say(pool, cat, "RESULT 4\nFAIL");
  assert.deepEqual(scene.takeLines(), [
    "debug 'cat' stdout output:\nb'RESULT 4\\nFAIL'",
    "warn cat: event was rejected",
    "debug cat: BUSY -> ACKNOWLEDGED",
    "debug rebuffering event 0 for pool pool (buf size=1, max=10)",
  ]);
  say(pool, cat, "READY\n");
  assert.equal(cat.received.length, 2);
  assert.equal(cat.received[1], cat.received[0]);
  say(pool, cat, "RESULT 2\nOKREADY\n");
  assert.deepEqual(cat.serials, [0, 0, 1]);
});

Deno.test("a rejected event can go to another member", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ processes: [{ name: "one" }, { name: "two" }] });
  const [one, two] = [new FakeMember("one"), new FakeMember("two")];
  bringUp(pool, one);
  bringUp(pool, two);
  scene.remote("a");
  say(pool, one, "RESULT 4\nFAIL");
  assert.deepEqual([one.serials, two.serials], [[0], [0]]);
});

Deno.test("a rejected event never comes into another pool (B-01)", () => {
  const scene = new PoolFixture();
  const ours = scene.pool({ name: "ours", events: ["REMOTE_COMMUNICATION"] });
  const same = scene.pool({ name: "same", events: ["REMOTE_COMMUNICATION"] });
  const other = scene.pool({ name: "other", events: ["TICK"] });
  const members = [ours, same, other].map((pool) => {
    const member = new FakeMember("cat");
    bringUp(pool, member);
    return member;
  });
  scene.remote("a");
  say(ours, members[0]!, "RESULT 4\nFAIL");
  say(same, members[1]!, "RESULT 2\nOKREADY\n");
  die(ours, members[0]!);
  assert.deepEqual(members.map(({ serials }) => serials), [[0], [0], []]);
  assert.deepEqual([ours.size, same.size, other.size], [1, 0, 0]);
});

Deno.test("a listener that dies with an event in hand gets it again when it is back", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  scene.remote("b");
  scene.takeLines();
  die(pool, cat);
  assert.deepEqual(scene.takeLines(), [
    "debug rebuffering event 0 for pool pool (buf size=1, max=10)",
  ]);
  assert.deepEqual([pool.size, cat.serials], [2, [0]]);
  bringUp(pool, cat);
  assert.deepEqual(cat.serials, [0, 0]);
});

Deno.test("a listener that answers and then dies is not given the event again", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  say(pool, cat, "RESULT 2\nOK");
  die(pool, cat);
  bringUp(pool, cat);
  assert.deepEqual([pool.size, cat.serials], [0, [0]]);
});

Deno.test("a listener that dies in the middle of its answer is given the event again", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  say(pool, cat, "RESULT 2\nO");
  die(pool, cat);
  bringUp(pool, cat);
  say(pool, cat, "RESULT 2\nOKREADY\n");
  assert.deepEqual([pool.size, cat.serials], [0, [0, 0]]);
});

Deno.test("an event whose listener died goes to another member that is free", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ processes: [{ name: "one" }, { name: "two" }] });
  const [one, two] = [new FakeMember("one"), new FakeMember("two")];
  bringUp(pool, one);
  bringUp(pool, two);
  scene.remote("a");
  die(pool, one);
  assert.deepEqual(two.serials, [0]);
});

Deno.test("what a dead listener's descendants write is ignored", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const [old, young] = [new FakeMember("cat"), new FakeMember("cat")];
  bringUp(pool, old);
  die(pool, old);
  say(pool, old, "noise");
  bringUp(pool, young);
  say(pool, old, "noise");
  die(pool, old);
  scene.remote("a");
  assert.deepEqual([young.serials, pool.listenerState("cat")], [[0], "BUSY"]);
});

Deno.test("a bad result line takes the listener out of service and its event back", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  scene.takeLines();
  say(pool, cat, "RESULT two\nOK");
  assert.deepEqual(scene.takeLines().slice(1), [
    "warn cat: bad result line: 'RESULT two'",
    "debug cat: BUSY -> UNKNOWN",
    UNKNOWN,
    "debug rebuffering event 0 for pool pool (buf size=0, max=10)",
  ]);
  say(pool, cat, "READY\n");
  assert.deepEqual([pool.size, cat.serials], [1, [0]]);
  die(pool, cat);
  bringUp(pool, cat);
  assert.deepEqual(cat.serials, [0, 0]);
});

Deno.test("a bad result line that is not UTF-8 is shown as its repr", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  pool.memberOutput(cat, Uint8Array.of(0xff, 0x0a));
  assert.ok(scene.lines.includes("warn cat: bad result line: 'Undecodable: b'\\xff''"));
});

Deno.test("a result handler that crashes takes the listener out of service", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({}, (event, result) => {
    throw new Error(`${event.payload?.text} ${new TextDecoder().decode(result)}`);
  });
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  scene.takeLines();
  say(pool, cat, "RESULT 2\nOK");
  assert.deepEqual(scene.takeLines().slice(1), [
    "warn cat: event caused an error",
    "error cat: result handler failed: Error: type:t\na OK",
    "debug cat: BUSY -> UNKNOWN",
    UNKNOWN,
    "debug rebuffering event 0 for pool pool (buf size=0, max=10)",
  ]);
  assert.equal(pool.size, 1);
});

Deno.test("an event that comes back into a full buffer drives out the oldest of those that wait", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ bufferSize: 2 });
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  for (const data of ["held", "b", "c"]) scene.remote(data);
  scene.takeLines();
  die(pool, cat);
  assert.deepEqual(scene.takeLines(), [
    "debug rebuffering event 0 for pool pool (buf size=2, max=2)",
    "error pool pool event buffer overflowed, discarding event 1",
  ]);
  bringUp(pool, cat);
  say(pool, cat, "RESULT 2\nOKREADY\n");
  assert.deepEqual(cat.serials, [0, 0, 2]);
});

Deno.test("a closed stdin leaves the listener's state, and the next member is tried", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ processes: [{ name: "one" }, { name: "two" }] });
  const [one, two] = [new FakeMember("one"), new FakeMember("two")];
  bringUp(pool, one);
  bringUp(pool, two);
  scene.takeLines();
  one.stdin = "closed";
  scene.remote("a");
  assert.deepEqual(scene.takeLines(), [
    "debug epipe occurred while sending event 0 to listener one, listener state unchanged",
    "debug event 0 sent to listener two",
  ]);
  assert.deepEqual([two.serials, pool.listenerState("one")], [[0], "READY"]);
});

Deno.test("without another member the event waits until the one with the closed stdin is restarted", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.takeLines();
  cat.stdin = "closed";
  scene.remote("a");
  scene.remote("b");
  assert.deepEqual(scene.takeLines(), [
    "debug epipe occurred while sending event 0 to listener cat, listener state unchanged",
    "debug rebuffering event 0 for pool pool (buf size=0, max=10)",
  ]);
  cat.stdin = "queued";
  die(pool, cat);
  bringUp(pool, cat);
  assert.deepEqual(cat.serials, [0]);
});

Deno.test("a write that fails later gives the event back, too", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ processes: [{ name: "one" }, { name: "two" }] });
  const [one, two] = [new FakeMember("one"), new FakeMember("two")];
  bringUp(pool, one);
  scene.remote("a");
  scene.remote("b");
  pool.memberStdinClosed(one);
  assert.deepEqual([pool.size, pool.listenerState("one")], [2, "READY"]);
  bringUp(pool, two);
  say(pool, two, "RESULT 2\nOKREADY\n");
  die(pool, one);
  assert.deepEqual([one.serials, two.serials, pool.size], [[0], [0, 1], 0]);
});

Deno.test("a member whose stdin is full is passed over and tried again later", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  cat.stdin = "full";
  scene.remote("a");
  scene.remote("b");
  cat.stdin = "queued";
  assert.deepEqual([cat.serials, pool.size], [[], 2]);
  scene.clock.advance(100);
  assert.deepEqual([cat.serials, pool.size], [[0], 1]);
});

Deno.test("what writeStdin throws reaches the bus, and the event is kept", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  const error = new Error("EIO");
  cat.onWrite = () => {
    throw error;
  };
  scene.remote("a");
  assert.deepEqual([scene.failures, pool.size], [[error], 1]);
  cat.onWrite = () => {};
  pool.memberRunning(cat);
  assert.deepEqual(cat.serials, [0, 0]);
});

Deno.test("a listener that rejects an event for ever is slowed down to once a second", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  cat.onWrite = () => {
    // A pool that does not slow down would never come back from here.
    if (cat.received.length < 100) say(pool, cat, "RESULT 4\nFAILREADY\n");
  };
  bringUp(pool, cat);
  scene.remote("poison");
  assert.equal(cat.received.length, 4);
  scene.clock.advance(50);
  assert.equal(cat.received.length, 5);
  scene.clock.advance(100);
  assert.equal(cat.received.length, 6);
  scene.clock.advance(10_000);
  cat.received.length = 0;
  scene.clock.advance(10_000);
  assert.equal(cat.received.length, 10);
  cat.onWrite = () => say(pool, cat, "RESULT 2\nOKREADY\n");
  scene.clock.advance(1000);
  assert.deepEqual([pool.size, pool.listenerState("cat"), scene.clock.armed], [0, "READY", 0]);
});
