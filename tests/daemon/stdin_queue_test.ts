import assert from "node:assert/strict";
import type { PipeSink } from "#daemon/adapters/child_pipes.ts";
import { StdinQueue } from "#daemon/adapters/stdin_queue.ts";

/** A pipe whose reader does what the test says. */
class FakeSink implements PipeSink {
  readonly taken: number[] = [];
  closed = 0;
  #pending: { data: Uint8Array; done: PromiseWithResolvers<number> } | null = null;

  write(data: Uint8Array<ArrayBuffer>): Promise<number> {
    assert.equal(this.#pending, null, "one write at a time");
    const done = Promise.withResolvers<number>();
    this.#pending = { data, done };
    return done.promise;
  }

  /** The reader takes as much of the write under way. */
  async take(count: number): Promise<void> {
    const { data, done } = this.#pending!;
    this.#pending = null;
    this.taken.push(...data.subarray(0, count));
    done.resolve(Math.min(count, data.length));
    await turn();
  }

  async fail(): Promise<void> {
    const { done } = this.#pending!;
    this.#pending = null;
    done.reject(new Deno.errors.BrokenPipe("EPIPE"));
    await turn();
  }

  get writing(): boolean {
    return this.#pending !== null;
  }

  close(): void {
    this.closed++;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function setup(): { sink: FakeSink; queue: StdinQueue; broken: () => number } {
  const sink = new FakeSink();
  let count = 0;
  return { sink, queue: new StdinQueue(sink, () => count++), broken: () => count };
}

Deno.test("what is queued goes out whole and in order, in parts as the reader takes it", async () => {
  const { sink, queue } = setup();
  const own = new Uint8Array([1, 2, 3]);
  assert.equal(queue.write(own), "queued");
  own.fill(9);
  assert.equal(queue.write(new Uint8Array([4, 5])), "queued");
  await sink.take(2);
  await sink.take(9);
  await sink.take(9);
  assert.deepEqual(sink.taken, [1, 2, 3, 4, 5]);
  assert.equal(queue.write(new Uint8Array([6])), "queued");
  await sink.take(1);
  assert.deepEqual({ taken: sink.taken.length, writing: sink.writing }, {
    taken: 6,
    writing: false,
  });
});

Deno.test("what was taken makes room, what waits does not", async () => {
  const { sink, queue } = setup();
  assert.equal(queue.write(new Uint8Array(8), 10), "queued");
  assert.equal(queue.write(new Uint8Array(3), 10), "full");
  await sink.take(1);
  assert.equal(queue.write(new Uint8Array(3), 10), "queued");
  assert.equal(queue.write(new Uint8Array(1), 10), "full");
});

Deno.test("a reader that is gone is known with the first offer, told once, and costs no descriptor", async () => {
  const { sink, queue, broken } = setup();
  const outcome = queue.offer(new Uint8Array(5));
  await sink.fail();
  assert.equal(await outcome, "closed");
  assert.equal(queue.write(new Uint8Array(1)), "closed");
  assert.equal(await queue.offer(new Uint8Array(1)), "closed");
  queue.close();
  assert.deepEqual({ broken: broken(), closed: sink.closed }, { broken: 1, closed: 1 });
});

Deno.test("the answer of a full pipe is not waited for, and nothing of it is lost", async () => {
  const { sink, queue } = setup();
  assert.equal(await queue.offer(new Uint8Array([1])), "queued");
  assert.ok(sink.writing);
  assert.equal(await queue.offer(new Uint8Array([2])), "queued");
  await sink.take(1);
  await sink.take(1);
  assert.deepEqual(sink.taken, [1, 2]);
});

Deno.test("an offer is answered as soon as the pipe has taken a part of it", async () => {
  const { sink, queue } = setup();
  const outcome = queue.offer(new Uint8Array(5));
  await sink.take(1);
  assert.equal(await outcome, "queued");
  assert.ok(sink.writing);
});

Deno.test("after the end of the child nothing more is written, and it is no broken pipe", async () => {
  const { sink, queue, broken } = setup();
  const outcome = queue.offer(new Uint8Array(5));
  queue.write(new Uint8Array(5));
  queue.close();
  assert.equal(await outcome, "queued");
  await sink.take(1);
  assert.deepEqual(
    {
      writing: sink.writing,
      closed: sink.closed,
      broken: broken(),
      then: queue.write(new Uint8Array(1)),
    },
    { writing: false, closed: 1, broken: 0, then: "closed" },
  );
});

Deno.test("an empty message is taken without a write", async () => {
  const { sink, queue } = setup();
  assert.equal(await queue.offer(new Uint8Array()), "queued");
  assert.equal(sink.writing, false);
});
