import assert from "node:assert/strict";
import fc from "fast-check";
import { type ConnectionEntry, ConnectionTable } from "#daemon/http/connection_table.ts";

interface Live {
  readonly address: string;
  readonly entry: ConnectionEntry;
  open: boolean;
}

class Bench {
  readonly table: ConnectionTable;
  readonly all: Live[] = [];

  constructor(max: number, maxPerPeer = max) {
    this.table = new ConnectionTable({
      max,
      maxPerPeer,
      unbounded: (address) => address === "10.0.0.99",
    });
  }

  take(address: string): Live | null {
    const live = { address, open: true, entry: null as unknown as ConnectionEntry };
    const entry = this.table.take(address, () => live.open = false);
    if (entry === null) return null;
    live.entry = entry;
    this.all.push(live);
    return live;
  }

  /** Takes a connection that was let in and waits for its next request. */
  takeKnown(address: string): Live {
    const live = this.take(address);
    assert.ok(live !== null);
    live.entry.begin();
    live.entry.admit();
    live.entry.end();
    return live;
  }

  get open(): readonly Live[] {
    return this.all.filter((live) => live.open);
  }
}

Deno.test("newcomers are a quarter at most: the oldest of who has most goes", () => {
  const bench = new Bench(16);
  const quiet = bench.take("10.0.0.2");
  for (let count = 0; count < 100; count++) bench.take("10.0.0.1");
  assert.equal(bench.open.length, 4);
  assert.equal(quiet?.open, true);
  assert.equal(bench.all.at(-1)?.open, true);
});

Deno.test("who was let in stays while newcomers come, and who is busy stays in any case", () => {
  const bench = new Bench(8);
  const known = Array.from({ length: 6 }, () => bench.takeKnown("10.0.0.1"));
  known[0]?.entry.begin();
  for (let count = 0; count < 100; count++) bench.take("10.0.0.2");
  assert.ok(known.every((live) => live.open));
  // Once they fill the table, the one that has waited longest makes room.
  bench.takeKnown("10.0.0.3");
  bench.takeKnown("10.0.0.3");
  bench.takeKnown("10.0.0.3");
  assert.equal(known[0]?.open, true);
  assert.equal(known[1]?.open, false);
});

Deno.test("a peer makes room for itself, is refused while all it has is busy, and delays nobody", () => {
  const bench = new Bench(16, 3);
  const own = Array.from({ length: 3 }, () => bench.takeKnown("10.0.0.1"));
  assert.ok(bench.take("10.0.0.1"));
  assert.equal(own[0]?.open, false);
  for (const live of bench.open) {
    live.entry.begin();
    live.entry.admit();
  }
  assert.equal(bench.take("10.0.0.1"), null);
  assert.equal(bench.table.counts.refused, 1);
  assert.ok(bench.take("10.0.0.2"));
});

Deno.test("a trusted proxy may have as many as there are", () => {
  const bench = new Bench(16, 3);
  for (let count = 0; count < 16; count++) bench.takeKnown("10.0.0.99");
  assert.equal(bench.open.length, 16);
});

Deno.test("when everything is busy there is no room, until something ends", async () => {
  const bench = new Bench(4);
  const all = Array.from({ length: 4 }, () => bench.takeKnown("10.0.0.1"));
  for (const { entry } of all) entry.begin();
  assert.equal(bench.table.hasRoom(), false);
  const room = bench.table.room;
  all[2]?.entry.remove();
  await room;
  assert.equal(bench.table.hasRoom(), true);
});

Deno.test("shedding closes all that wait and nothing that is busy", () => {
  const bench = new Bench(16);
  const busy = bench.takeKnown("10.0.0.1");
  busy.entry.begin();
  bench.takeKnown("10.0.0.1");
  bench.take("10.0.0.2");
  bench.table.shed();
  assert.deepEqual(bench.open, [busy]);
});

Deno.test("whatever happens, the counts are right and within the bounds", () => {
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom("take", "admit", "begin", "end", "remove", "shed"),
      peer: fc.nat({ max: 4 }),
      at: fc.nat(),
    }),
    { maxLength: 200 },
  );
  fc.assert(fc.property(steps, (steps) => {
    const bench = new Bench(12, 5);
    for (const { what, peer, at } of steps) {
      const live = bench.open[at % Math.max(bench.open.length, 1)];
      if (what === "take") bench.take(`10.0.0.${peer}`);
      else if (what === "shed") bench.table.shed();
      else if (live === undefined) continue;
      else if (what === "admit") live.entry.admit();
      else if (what === "begin") live.entry.begin();
      else if (what === "end" && live.entry.active > 0) live.entry.end();
      else if (what === "remove") {
        live.open = false;
        live.entry.remove();
      }
      const { counts } = bench.table;
      const { open } = bench;
      assert.equal(counts.open, open.length);
      assert.equal(counts.newcomers, open.filter(({ entry }) => !entry.known).length);
      assert.ok(counts.open <= 12 && counts.newcomers <= 3);
      for (let peer = 0; peer <= 4; peer++) {
        assert.ok(open.filter(({ address }) => address === `10.0.0.${peer}`).length <= 5);
      }
    }
  }));
});
