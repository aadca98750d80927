import assert from "node:assert/strict";
import { bringUp, die, FakeMember, PoolFixture, remoteEvent, say } from "./pool_fixture.ts";

Deno.test("an event goes out at once, as header line and payload with nothing after it", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "é" });
  assert.deepEqual(cat.received, [
    "ver:3.0 server:supervisor serial:0 pool:pool poolserial:0 eventname:PROCESS_GROUP_ADDED " +
    "len:12\ngroupname:é\n",
  ]);
  assert.equal(pool.listenerState("cat"), "BUSY");
});

Deno.test("a member holds one event, and gets the next after its result", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  for (const data of ["a", "b", "c"]) scene.remote(data);
  assert.deepEqual([cat.serials, pool.size], [[0], 2]);
  say(pool, cat, "RESULT 2\nOK");
  assert.deepEqual(cat.serials, [0]);
  say(pool, cat, "READY\n");
  say(pool, cat, "RESULT 2\nOKREADY\n");
  assert.deepEqual([cat.serials, pool.size], [[0, 1, 2], 0]);
});

Deno.test("events wait while no process of the pool lives", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  scene.remote("a");
  bringUp(pool, cat);
  assert.deepEqual(cat.serials, [0]);
});

Deno.test("a listener that is READY while still STARTING gets nothing until it is RUNNING", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  pool.memberStarted(cat);
  say(pool, cat, "READY\n");
  scene.remote("a");
  assert.deepEqual([cat.serials, pool.listenerState("cat")], [[], "READY"]);
  cat.running = true;
  pool.memberRunning(cat);
  assert.deepEqual(cat.serials, [0]);
});

Deno.test("a listener that is being stopped gets no more events", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  cat.running = false;
  scene.remote("a");
  assert.deepEqual([cat.serials, pool.size], [[], 1]);
});

Deno.test("each event goes to one member: the first that is free in the order of the config", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ processes: [{ name: "one" }, { name: "two" }, { name: "three" }] });
  const [one, two, three] = [new FakeMember("one"), new FakeMember("two"), new FakeMember("three")];
  for (const member of [three, two, one]) bringUp(pool, member);
  for (const data of ["a", "b", "c", "d"]) scene.remote(data);
  assert.deepEqual([one.serials, two.serials, three.serials], [[0], [1], [2]]);
  say(pool, two, "RESULT 2\nOKREADY\n");
  assert.deepEqual(two.serials, [1, 3]);
});

Deno.test("the serial counts accepted events, the poolserial those of the pool", () => {
  const scene = new PoolFixture();
  const ticks = scene.pool({ name: "ticks", events: ["TICK"] });
  const all = scene.pool({ name: "all", events: ["TICK_5", "REMOTE_COMMUNICATION"] });
  const [cat, dog] = [new FakeMember("cat"), new FakeMember("cat")];
  dog.onWrite = () => say(all, dog, "RESULT 2\nOKREADY\n");
  cat.onWrite = () => say(ticks, cat, "RESULT 2\nOKREADY\n");
  bringUp(ticks, cat);
  bringUp(all, dog);
  scene.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "nobody cares" });
  scene.remote("a");
  scene.bus.emit({ name: "TICK_5", when: 5 });
  scene.remote("b");
  const numbers = (member: FakeMember) =>
    member.received.map((text) => / serial:(\d+) pool:(\w+) poolserial:(\d+)/.exec(text)!.slice(1));
  assert.deepEqual(numbers(cat), [["1", "ticks", "0"]]);
  assert.deepEqual(numbers(dog), [["0", "all", "0"], ["1", "all", "1"], ["2", "all", "2"]]);
});

Deno.test("the same event object emitted twice is two events", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  cat.onWrite = () => say(pool, cat, "RESULT 2\nOKREADY\n");
  bringUp(pool, cat);
  const event = remoteEvent("again");
  scene.bus.emit(event);
  scene.bus.emit(event);
  assert.deepEqual(cat.serials, [0, 1]);
});

Deno.test("a pool that names a parent and its child gets the event once (B-28)", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ events: ["EVENT", "TICK", "TICK_5"] });
  scene.bus.emit({ name: "TICK_5", when: 5 });
  assert.equal(pool.size, 1);
});

Deno.test("a full buffer discards the oldest event and says so", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ bufferSize: 2 });
  for (const data of ["a", "b", "c", "d"]) scene.remote(data);
  assert.deepEqual(scene.takeLines(), [
    "error pool pool event buffer overflowed, discarding event 0",
    "error pool pool event buffer overflowed, discarding event 1",
  ]);
  assert.deepEqual([pool.size, pool.discarded], [2, 2]);
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  assert.deepEqual(cat.serials, [2]);
});

Deno.test("a pool holds at most 8 MB, whatever its buffer_size", () => {
  const scene = new PoolFixture();
  const pool = scene.pool({ bufferSize: 1_000_000 });
  const megabyte = "é".repeat(512 * 1024);
  for (let i = 0; i < 9; i++) scene.remote(megabyte);
  assert.equal(pool.size, 7);
  assert.deepEqual(scene.takeLines(), [
    "error pool pool event buffer overflowed, discarding event 0",
    "error pool pool event buffer overflowed, discarding event 1",
  ]);
});

Deno.test("an event that is larger than a pool is discarded, and nothing else for it", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  scene.remote("small");
  scene.remote("x".repeat(8 * 1024 * 1024));
  const binary = new Uint8Array(4 * 1024 * 1024).fill(0xff);
  const ref = { process: "p", group: "g", pid: 1 };
  scene.bus.emit({ name: "PROCESS_COMMUNICATION_STDOUT", ...ref, data: binary });
  assert.deepEqual(scene.takeLines(), [
    "error pool pool event buffer overflowed, discarding event 1",
    "error pool pool event buffer overflowed, discarding event 2",
  ]);
  assert.equal(pool.size, 1);
});

Deno.test("a closed pool takes no more events, has none, and wants none (EVT-044)", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("held");
  scene.remote("waiting");
  pool.close();
  scene.remote("late");
  die(pool, cat);
  assert.deepEqual([pool.size, cat.serials], [0, [0]]);
  assert.equal(scene.bus.wants("REMOTE_COMMUNICATION"), false);
  assert.equal(scene.clock.armed, 0);
});

Deno.test("a pool does not know its events' data by reference", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const data = new TextEncoder().encode("first");
  scene.bus.emit({ name: "PROCESS_LOG_STDOUT", process: "p", group: "g", pid: 1, data });
  data.fill(0x78);
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  assert.ok(cat.received[0]?.endsWith("channel:stdout\nfirst"));
});

Deno.test("the log tells of an event's way in Supervisor's words", () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  scene.remote("a");
  say(pool, cat, "RESULT 2\nOK");
  assert.deepEqual(scene.takeLines(), [
    "debug 'cat' stdout output:\nb'READY\\n'",
    "debug cat: ACKNOWLEDGED -> READY",
    "debug event 0 sent to listener cat",
    "debug 'cat' stdout output:\nb'RESULT 2\\nOK'",
    "debug cat: event was processed",
    "debug cat: BUSY -> ACKNOWLEDGED",
  ]);
});

Deno.test("a babbling listener costs one warning, and no memory", () => {
  const scene = new PoolFixture();
  scene.debug = false;
  const pool = scene.pool();
  const cat = new FakeMember("cat");
  bringUp(pool, cat);
  for (let i = 0; i < 1000; i++) say(pool, cat, "babble ".repeat(100));
  scene.remote("a");
  assert.deepEqual(scene.takeLines(), [
    "warn cat: has entered the UNKNOWN state and will no longer receive events, this usually " +
    "indicates the process violated the eventlistener protocol",
  ]);
  assert.deepEqual([pool.size, cat.serials], [1, []]);
});
