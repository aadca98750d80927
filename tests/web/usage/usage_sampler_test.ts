import assert from "node:assert/strict";
import { CpuMeter } from "#daemon/web/usage/cpu_meter.ts";
import { parsePs } from "#daemon/web/usage/parse_ps.ts";
import { SAMPLE_INTERVAL_MS, UsageSampler } from "#daemon/web/usage/usage_sampler.ts";
import type { UsageReport } from "#daemon/web/model/usage.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

Deno.test("memory and CPU of a session are summed up, other lines are passed over", () => {
  const uses = parsePs("  10  1000  5  1.5\n 10 24 1 0.5\n 11 8 0 0.0\nps: error\n\n  - x 1 2\n");
  assert.deepEqual([...uses], [
    [10, { memory: 1024 * 1024, seconds: 6, lifetime: 2 }],
    [11, { memory: 8192, seconds: 0, lifetime: 0 }],
  ]);
});

Deno.test("a busy process is judged by the last samples, a quiet one by all of them", () => {
  const busy = new CpuMeter();
  const use = (seconds: number) => ({ memory: 0, seconds, lifetime: 3 });
  assert.equal(busy.add(use(100), 0), 3);
  assert.equal(busy.add(use(103), 3000), 100);
  assert.equal(busy.add(use(106), 6000), 100);
  assert.equal(busy.add(use(106), 9000), 50);
  const quiet = new CpuMeter();
  for (let at = 0; at < 10; at++) quiet.add(use(0), at * 3000);
  assert.equal(Math.round(quiet.add(use(1), 30_000) * 10), 33);
  assert.equal(quiet.add(use(0), 33_000), 0);
});

function bench(run: () => Promise<string> = () => Promise.resolve("42 1000 1 5.0\n")) {
  const clock = new FakeClock();
  const reports: UsageReport[] = [];
  const runs: number[] = [];
  const sampler = new UsageSampler({
    clock,
    runPs: () => {
      runs.push(clock.now());
      return run();
    },
    pids: () => new Map([["web:one", 42], ["gone", 43]]),
    sampled: (report) => void reports.push(report),
  });
  return { clock, reports, runs, sampler };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("ps does not run while nobody looks", async () => {
  const { clock, runs, sampler } = bench();
  clock.advance(60_000);
  await settled();
  assert.deepEqual(runs, []);
  const watching = sampler.watch();
  await settled();
  watching[Symbol.dispose]();
  clock.advance(60_000);
  await settled();
  assert.deepEqual(runs, [60_000]);
});

Deno.test("ps runs once for everybody, in its interval", async () => {
  const { clock, reports, runs, sampler } = bench();
  using _first = sampler.watch();
  using _second = sampler.watch();
  sampler.look();
  await settled();
  for (let step = 0; step < 2; step++) {
    clock.advance(SAMPLE_INTERVAL_MS);
    sampler.look();
    await settled();
  }
  assert.deepEqual(runs, [0, 3000, 6000]);
  assert.equal(reports.length, 3);
  assert.deepEqual(reports[0]?.usages.get("web:one"), { cpu: 5, memory: 1_024_000 });
  assert.ok(!reports[0]?.usages.has("gone"));
  assert.equal(reports[2]?.curves.get("web:one")?.length, 3);
  assert.deepEqual(reports[2]?.memories.get("web:one"), [1_024_000, 1_024_000, 1_024_000]);
});

Deno.test("a look gives what is there and asks for more", async () => {
  const { sampler } = bench();
  assert.equal(sampler.look().usages.size, 0);
  await settled();
  assert.equal(sampler.look().usages.size, 1);
});

Deno.test("without ps the report says why", async () => {
  const { reports, sampler } = bench(() => Promise.reject(new Error("no ps here")));
  sampler.look();
  await settled();
  assert.equal(reports[0]?.problem, "no ps here");
});
