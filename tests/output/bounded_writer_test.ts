import assert from "node:assert/strict";
import fc from "fast-check";
import { BoundedWriter, type ByteTarget, CAPACITY_BYTES } from "#daemon/output/bounded_writer.ts";
import { concat } from "#tests/support/concat.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { latin, latinText } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

/** A target whose writes end when the test says so. */
class HeldTarget {
  readonly taken: Uint8Array[] = [];
  #pending: { data: Uint8Array; resolve: (n: number) => void; reject: (e: Error) => void } | null =
    null;

  readonly target: ByteTarget = {
    kind: "async",
    write: (data) => {
      assert.equal(this.#pending, null, "one write at a time");
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      this.#pending = { data, resolve, reject };
      return promise;
    },
  };

  get waiting(): boolean {
    return this.#pending !== null;
  }

  get text(): string {
    return latinText(concat(this.taken));
  }

  /** Lets the write in progress take `count` bytes, or all. */
  async take(count = Infinity): Promise<void> {
    const { data, resolve } = this.#end();
    const part = data.slice(0, count);
    this.taken.push(part);
    resolve(part.length);
    await settled();
  }

  async fail(message: string): Promise<void> {
    this.#end().reject(new Error(message));
    await settled();
  }

  #end(): NonNullable<typeof this.pending> {
    const pending = this.#pending;
    assert.ok(pending !== null, "nothing is being written");
    this.#pending = null;
    return pending;
  }

  private get pending() {
    return this.#pending;
  }
}

/** Lets promises that are settled run what waits for them. */
async function settled(): Promise<void> {
  for (let n = 0; n < 5; n++) await Promise.resolve();
}

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true);
  await settled();
  return done;
}

function held(): {
  clock: FakeClock;
  lines: string[];
  held: HeldTarget;
  writer: BoundedWriter;
} {
  const clock = new FakeClock();
  const { lines, log } = new LogLines();
  const target = new HeldTarget();
  const writer = new BoundedWriter(target.target, { what: "'/dev/stdout'", log, clock });
  return { clock, lines, held: target, writer };
}

Deno.test("bytes arrive in order whatever the target takes at a time", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.oneof(
      fc.record({ write: fc.string({ unit: "binary-ascii", maxLength: 30 }) }),
      fc.record({ take: fc.integer({ min: 1, max: 40 }) }),
    )),
    async (steps) => {
      const { held: target, writer } = held();
      let expected = "";
      for (const step of steps) {
        if ("write" in step) {
          const data = latin(step.write);
          writer.write(data);
          data.fill(0);
          expected += step.write;
        } else if (target.waiting) await target.take(step.take);
      }
      while (target.waiting) await target.take();
      assert.equal(target.text, expected);
      assert.equal(writer.lost, 0);
    },
  ));
});

Deno.test("a source pauses when much waits and goes on when little does", async () => {
  const { held: target, writer } = held();
  const chunk = new Uint8Array(64 * 1024);
  assert.equal(writer.ready(), null);
  while (writer.ready() === null) writer.write(chunk);
  assert.equal(writer.waiting, CAPACITY_BYTES / 4);
  const ready = writer.ready()!;
  await target.take();
  assert.equal(await isSettled(ready), false);
  await target.take();
  assert.equal(await isSettled(ready), true);
  assert.equal(writer.ready(), null);
});

Deno.test("a target that takes nothing holds its sources back for three seconds only", async () => {
  const { clock, held: target, writer } = held();
  const chunk = new Uint8Array(64 * 1024);
  while (writer.ready() === null) writer.write(chunk);
  const ready = writer.ready()!;
  clock.advance(2000);
  await target.take(10);
  clock.advance(2999);
  assert.equal(await isSettled(ready), false, "a slow target is waited for");
  clock.advance(1);
  assert.equal(await isSettled(ready), true);
  assert.equal(writer.ready(), null, "no source is held back again");
  await target.take(10);
  writer.write(chunk);
  assert.notEqual(writer.ready(), null, "until it takes something");
});

Deno.test("what exceeds the bound is dropped in whole chunks, counted and told once", async () => {
  const { clock, lines, held: target, writer } = held();
  const chunk = new Uint8Array(100_000);
  for (let n = 0; n < 30; n++) writer.write(chunk);
  assert.equal(writer.waiting, 1_000_000);
  assert.equal(writer.lost, 2_000_000);
  assert.deepEqual(lines, [
    "error Cannot write to '/dev/stdout': it takes no more; what does not fit is lost",
  ]);
  clock.advance(10_000);
  while (target.waiting) await target.take();
  assert.deepEqual(lines.slice(1), ["warn 2000000 bytes for '/dev/stdout' were lost"]);
  assert.equal(concat(target.taken).length, 1_000_000);
  writer.write(chunk);
  assert.equal(lines.length, 2);
});

Deno.test("after an error what waits is lost, and the target is tried again a second later", async () => {
  const { clock, lines, held: target, writer } = held();
  writer.write(latin("gone"));
  writer.write(latin("gone too"));
  await target.fail("Broken");
  writer.write(latin("too early"));
  assert.equal(target.waiting, false);
  assert.deepEqual([writer.lost, writer.waiting, lines.length], [21, 0, 1]);
  clock.advance(1000);
  writer.write(latin("again"));
  await target.take();
  assert.equal(target.text, "again");
});

Deno.test("a flush ends with the last byte, or when the target takes nothing", async () => {
  const { clock, held: target, writer } = held();
  assert.equal(await isSettled(writer.flush()), true);
  writer.write(latin("one"));
  const first = writer.flush();
  assert.equal(await isSettled(first), false);
  await target.take();
  assert.equal(await isSettled(first), true);
  writer.write(latin("two"));
  const second = writer.flush();
  clock.advance(1000);
  assert.equal(await isSettled(second), true);
  writer.write(latin("three"));
  const third = writer.flush();
  await target.fail("Broken");
  assert.equal(await isSettled(third), true);
  assert.equal(clock.armed, 0);
});

Deno.test("a polled target is asked again later and later, and at once when it took something", () => {
  const clock = new FakeClock();
  const { log } = new LogLines();
  let room = 0;
  let asked = 0;
  const taken: Uint8Array[] = [];
  const writer = new BoundedWriter({
    kind: "polled",
    write: (data) => {
      asked++;
      const part = data.slice(0, room);
      room -= part.length;
      taken.push(part);
      return part.length;
    },
  }, { what: "FIFO", log, clock });
  room = 4;
  writer.write(latin("1234"));
  assert.deepEqual([asked, writer.waiting, clock.armed], [1, 0, 0]);
  room = 2;
  writer.write(latin("567890"));
  assert.equal(writer.waiting, 4);
  clock.advance(60_000);
  assert.ok(asked > 100 && asked < 150, `asked ${asked} times in a minute`);
  room = 3;
  clock.advance(clock.untilNext ?? 0);
  assert.deepEqual([writer.waiting, clock.untilNext], [1, 1]);
  room = 1;
  clock.advance(1);
  assert.equal(latinText(concat(taken)), "1234567890");
  assert.equal(clock.armed, 0);
});

Deno.test("an error of a polled target loses the chunk at hand and does not throw", () => {
  const { lines, log } = new LogLines();
  const writer = new BoundedWriter({
    kind: "polled",
    write: () => {
      throw new Error("no device");
    },
  }, { what: "FIFO", log, clock: new FakeClock() });
  writer.write(latin("12345"));
  assert.deepEqual([writer.lost, writer.waiting], [5, 0]);
  assert.equal(lines.length, 1);
});

Deno.test("trouble that is told into the writer itself does not go round in circles", async () => {
  const clock = new FakeClock();
  const target = new HeldTarget();
  const told: string[] = [];
  const writer: BoundedWriter = new BoundedWriter(target.target, {
    what: "'/dev/stdout'",
    clock,
    log: (_level, message) => {
      told.push(message);
      writer.write(latin(message));
    },
  });
  writer.write(latin("x"));
  await target.fail("Broken");
  assert.equal(told.length, 1);
  assert.equal(writer.lost, 1 + told[0]!.length);
});

Deno.test("abandoning drops what waits, counts it and frees whoever waits", async () => {
  const { lines, held: target, writer } = held();
  writer.write(latin("12345"));
  const flushed = writer.flush();
  writer.abandon();
  writer.write(latin("late"));
  assert.equal(await isSettled(flushed), true);
  assert.equal(writer.lost, 5);
  assert.equal(lines.length, 2);
  await target.take();
  assert.equal(writer.waiting, 0);
});
