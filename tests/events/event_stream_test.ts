import assert from "node:assert/strict";
import type { SupervisorEvent } from "#lib/event/events.ts";
import { EventBus } from "#daemon/event_bus.ts";
import { EventStreams, type EventStreamsOptions } from "#daemon/http/event_streams.ts";
import type { EventName } from "#lib/event/names.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

const DECODER = new TextDecoder();

/** Counts how often somebody wants to know what time it is. */
class WatchedClock extends FakeClock {
  looks = 0;

  override wall(): number {
    this.looks++;
    return super.wall();
  }
}

class Scene {
  readonly clock = new WatchedClock();
  readonly bus = new EventBus({ onError: (error) => assert.fail(String(error)) });
  readonly streams: EventStreams;

  constructor(limits: Partial<EventStreamsOptions> = {}) {
    this.streams = new EventStreams({ events: this.bus, clock: this.clock, ...limits });
  }

  open(names: readonly EventName[] = [], signal = new AbortController().signal): Reader {
    return new Reader(this.streams.open({ names, signal }));
  }

  remote(data: string): void {
    this.bus.emit({ name: "REMOTE_COMMUNICATION", type: "t", data });
  }
}

class Reader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** The next piece, `null` at the end. */
  async next(): Promise<string | null> {
    const { value, done } = await this.#reader.read();
    return done ? null : DECODER.decode(value);
  }

  /** Everything up to the end. */
  async rest(): Promise<string> {
    let text = "";
    for (let piece = await this.next(); piece !== null; piece = await this.next()) text += piece;
    return text;
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

const LISTENING = ": listening\n\n";

function message(id: number, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}

Deno.test("a message has the event's number, its name, and its record with the time on one line", async () => {
  const scene = new Scene();
  const reader = scene.open();
  assert.equal(await reader.next(), LISTENING);
  scene.clock.advance(1_250);
  scene.remote("two\r\nlines");
  scene.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "g" });
  const remote = '{"type":"t","data":"two\\r\\nlines","time":1700000001.25}';
  const group = '{"group":"g","time":1700000001.25}';
  const expected = message(1, "REMOTE_COMMUNICATION", remote) +
    message(2, "PROCESS_GROUP_ADDED", group);
  assert.equal(await reader.next(), expected);
});

Deno.test("a stream has the types it asked for and all below them, each event once", async () => {
  const scene = new Scene();
  const reader = scene.open(["TICK", "TICK_5", "PROCESS_GROUP_REMOVED"]);
  await reader.next();
  const events: readonly SupervisorEvent[] = [
    { name: "PROCESS_GROUP_ADDED", group: "g" },
    { name: "TICK_5", when: 5 },
    { name: "TICK_60", when: 60 },
    { name: "PROCESS_GROUP_REMOVED", group: "g" },
  ];
  for (const event of events) scene.bus.emit(event);
  const names = (await reader.next())!.match(/(?<=^event: ).*$/gm);
  assert.deepEqual(names, ["TICK_5", "TICK_60", "PROCESS_GROUP_REMOVED"]);
});

Deno.test("events between the request and the first read are not missed", async () => {
  const scene = new Scene();
  const reader = scene.open();
  scene.remote("early");
  assert.match((await reader.next())!, /^: listening\n\nid: 1\n.*\ndata: .*early/s);
});

Deno.test("an event is made into text once, for all streams that take it, and not for none", async () => {
  const scene = new Scene();
  scene.remote("for nobody");
  assert.equal(scene.clock.looks, 0);
  const readers = [scene.open(), scene.open(["REMOTE_COMMUNICATION"]), scene.open(["TICK"])];
  scene.remote("x");
  scene.remote("x");
  assert.equal(scene.clock.looks, 2);
  const [one, other] = await Promise.all(readers.map((reader) => reader.next()));
  assert.equal(one, other);
  assert.match(one!, /id: 1\n[^]*id: 2\n/);
});

Deno.test("nothing is wanted of the bus before a stream is opened and after its reader is gone", async () => {
  const scene = new Scene();
  assert.equal(scene.bus.wants("TICK_5"), false);
  const reader = scene.open(["TICK"]);
  assert.equal(scene.bus.wants("TICK_5"), true);
  assert.equal(scene.bus.wants("TICK_60"), true);
  assert.equal(scene.bus.wants("REMOTE_COMMUNICATION"), false);
  await reader.cancel();
  assert.equal(scene.bus.wants("TICK_5"), false);
  assert.equal(scene.clock.armed, 0);
});

Deno.test("a reader that goes away while it waits leaves nothing behind", async () => {
  const scene = new Scene();
  const reader = scene.open();
  await reader.next();
  const waiting = reader.next();
  await reader.cancel();
  assert.equal(await waiting, null);
  assert.deepEqual([scene.bus.wants("TICK_5"), scene.clock.armed], [false, 0]);
});

Deno.test("silence is broken by a comment every 15 seconds, and only silence", async () => {
  const scene = new Scene();
  const reader = scene.open();
  await reader.next();
  scene.clock.advance(15_000);
  scene.remote("x");
  assert.match((await reader.next())!, /^id: 1\n/);
  scene.clock.advance(15_000);
  scene.clock.advance(15_000);
  assert.equal(await reader.next(), ": \n\n");
  scene.clock.advance(15_000);
  assert.equal(await reader.next(), ": \n\n");
});

Deno.test("comments do not pile up before a reader that does not read", async () => {
  const scene = new Scene();
  const reader = scene.open();
  await reader.next();
  scene.clock.advance(15_000 * 1_000);
  scene.remote("x");
  assert.match((await reader.next())!, /^: \n\nid: 1\n/);
});

Deno.test("a reader for whom too much waits gets a last comment and nothing that waited", async () => {
  const scene = new Scene({ maxWaiting: 2_000 });
  const slow = scene.open();
  const quick = scene.open();
  for (const reader of [slow, quick]) await reader.next();
  for (let number = 0; number < 100; number++) {
    scene.remote(String(number));
    await quick.next();
  }
  assert.equal(await slow.rest(), ": dropped, more than 2000 characters were waiting\n\n");
  assert.equal(scene.bus.wants("TICK_5"), true, "the quick one goes on");
  await quick.cancel();
  assert.deepEqual([scene.bus.wants("TICK_5"), scene.clock.armed], [false, 0]);
});

Deno.test("one event that is larger than the bound goes through alone", async () => {
  const scene = new Scene({ maxWaiting: 1_000 });
  const reader = scene.open();
  await reader.next();
  scene.remote("x".repeat(100_000));
  let text = "";
  while (!text.endsWith("\n\n")) text += await reader.next();
  assert.match(text, /x{100000}"/);
});

Deno.test("a long message goes out in pieces that never part a character", async () => {
  const scene = new Scene();
  const reader = scene.open();
  await reader.next();
  const data = "\u{1f600}".repeat(100_001);
  scene.remote(data);
  scene.remote("behind");
  let text = "";
  while (!text.includes("behind")) {
    const piece = (await reader.next())!;
    assert.ok(piece.length <= 65_536, `${piece.length} characters`);
    text += piece;
  }
  const [first, second] = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!));
  assert.equal(first.data, data);
  assert.equal(second.data, "behind");
});

Deno.test("what waits for all readers is bounded: the slowest ones go first", async () => {
  const scene = new Scene({ maxWaitingInAll: 10_000 });
  const slow = [scene.open(["EVENT"]), scene.open(["REMOTE_COMMUNICATION"])];
  const quick = scene.open();
  for (const reader of [...slow, quick]) await reader.next();
  let most = 0;
  for (let number = 0; number < 200; number++) {
    scene.remote(String(number).padEnd(100));
    if (number % 2 === 0) scene.bus.emit({ name: "TICK_5", when: number });
    most = Math.max(most, scene.streams.budget.used);
    while (!(await quick.next())!.includes(number % 2 === 0 ? "TICK_5" : `"${number} `));
  }
  assert.ok(most > 9_000 && most <= 10_500, `${most} characters waited`);
  const dropped = ": dropped, more than 10000 characters were waiting for all readers\n\n";
  for (const reader of slow) assert.equal(await reader.rest(), dropped);
  assert.equal(scene.streams.budget.used, 0);
  await quick.cancel();
  assert.deepEqual([scene.bus.wants("TICK_5"), scene.clock.armed], [false, 0]);
});

Deno.test("events that all readers wait for are counted once", async () => {
  const scene = new Scene({ maxWaitingInAll: 30_000 });
  const readers = Array.from({ length: 20 }, () => scene.open());
  for (const reader of readers) await reader.next();
  for (let number = 0; number < 20; number++) scene.remote("x".repeat(500));
  for (const reader of readers) assert.match((await reader.next())!, /id: 20\n/);
});

Deno.test("a reader who is too slow in the middle of a message does not see its end", async () => {
  const scene = new Scene({ maxWaiting: 200_000 });
  const reader = scene.open();
  await reader.next();
  scene.remote("x".repeat(150_000));
  const begin = await reader.next();
  scene.remote("y".repeat(100_000));
  assert.doesNotMatch(begin! + await reader.rest(), /\n\n/);
  assert.equal(scene.streams.budget.used, 0);
});

Deno.test("what waits is handed over in pieces of whole messages, in order", async () => {
  const scene = new Scene();
  const reader = scene.open();
  await reader.next();
  for (let number = 0; number < 10_000; number++) scene.remote(String(number));
  const seen: string[] = [];
  for (let pieces = 0; seen.length < 10_000; pieces++) {
    const piece = (await reader.next())!;
    assert.ok(piece.length < 70_000 && piece.endsWith("\n\n"), `piece ${pieces}`);
    seen.push(...piece.matchAll(/"data":"(\d+)"/g).map(([, number]) => number!));
  }
  assert.deepEqual(seen, Array.from({ length: 10_000 }, (_, number) => String(number)));
});

Deno.test("a stream ends after what waits when its server closes", async () => {
  const scene = new Scene();
  const closing = new AbortController();
  const reader = scene.open([], closing.signal);
  scene.remote("last");
  closing.abort();
  scene.remote("too late");
  assert.match(
    await reader.rest(),
    /^: listening\n\nid: 1\n.*last.*\n\n: the server is closing\n\n$/s,
  );
  assert.deepEqual([scene.bus.wants("TICK_5"), scene.clock.armed], [false, 0]);
  const late = scene.open([], closing.signal);
  assert.equal(await late.rest(), `${LISTENING}: the server is closing\n\n`);
  assert.equal(scene.bus.wants("TICK_5"), false);
});
