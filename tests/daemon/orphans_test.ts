import assert from "node:assert/strict";
import { parseProcesses, type SeenProcess } from "#daemon/adapters/process_table.ts";
import { settleOrphans } from "#daemon/orphans.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

const STARTED = 1_700_000_000_000 - 60_000;
const child = (pid: number) => ({ pid, group: "g", name: `p${pid}`, started: STARTED });

/** Processes that end `after` milliseconds from the signal on, or never. */
function scene(table: readonly SeenProcess[], after: Readonly<Record<string, number>> = {}) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const signals: string[] = [];
  const ends = new Map<number, number>();
  const parts = {
    clock,
    log: (level: string, text: string) => void lines.push(`${level} ${text}`),
    groups: {
      signal: (pgid: number, { signal }: { signal: string }) => {
        signals.push(`${signal} ${pgid}`);
        const delay = after[`${signal} ${pgid}`];
        if (delay !== undefined) ends.set(pgid, clock.now() + delay);
      },
    },
    look: (pids: readonly number[]) =>
      Promise.resolve(
        table.filter(({ pid }) => pids.includes(pid) && clock.now() < (ends.get(pid) ?? Infinity))
          .map((row) => ({ ...row, seconds: row.seconds + Math.floor(clock.now() / 1000) })),
      ),
    ruleOf: () => ({ signal: "SIGINT", waitMs: 3000 }),
  };
  return { clock, lines, signals, parts };
}

async function settled<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let done = false;
  const end = promise.finally(() => done = true);
  for (let step = 0; !done && step < 500; step++) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    clock.advance(50);
  }
  return await end;
}

Deno.test("only a session leader that was started at that time is the process that was left", async () => {
  const { parts, lines, clock } = scene([
    { pid: 10, session: 10, seconds: 60 },
    { pid: 11, session: 11, seconds: 40 },
    { pid: 12, session: 7, seconds: 60 },
    { pid: 13, session: 13, seconds: 61 },
  ]);
  const left = [10, 11, 12, 13, 14].map(child);
  const living = await settled(clock, settleOrphans(left, { ...parts, kill: false }));
  assert.deepEqual(living, [child(10), child(13)]);
  assert.equal(lines.filter((line) => line.includes("still runs; nobody")).length, 2);
  assert.match(lines.join("\n"), /warn 'g:p10' \(pid 10\)/);
  assert.match(lines.join("\n"), /info pid 11, once 'g:p11', is another process now/);
});

Deno.test("with kill they get their stop signal, then SIGKILL, and are waited for", async () => {
  const rows = [10, 11].map((pid) => ({ pid, session: pid, seconds: 60 }));
  const { parts, signals, clock, lines } = scene(rows, { "SIGINT 10": 500, "SIGKILL 11": 100 });
  const living = await settled(
    clock,
    settleOrphans([10, 11, 12].map(child), { ...parts, kill: true }),
  );
  assert.deepEqual(living, []);
  assert.deepEqual(signals, ["SIGINT 10", "SIGINT 11", "SIGKILL 11"]);
  assert.ok(clock.now() >= 3000 && clock.now() < 4000, String(clock.now()));
  assert.ok(lines.every((line) => !line.startsWith("error")));
});

Deno.test("one that cannot be ended is told, and holds up the start for a while only", async () => {
  const { parts, clock, lines } = scene([{ pid: 10, session: 10, seconds: 60 }]);
  const living = await settled(clock, settleOrphans([child(10)], { ...parts, kill: true }));
  assert.deepEqual(living, [child(10)]);
  assert.match(lines.join("\n"), /error 'g:p10' \(pid 10\) could not be ended/);
  assert.ok(clock.now() < 10_000);
});

Deno.test("where nobody can look, all are named and none is touched", async () => {
  const { parts, lines, signals, clock } = scene([]);
  const look = () => Promise.reject(new Error("no ps"));
  const left = await settled(clock, settleOrphans([child(10)], { ...parts, look, kill: true }));
  assert.match(lines.join("\n"), /warn of a killed .* g:p10 \(pid 10\); cannot look: no ps/);
  assert.deepEqual(signals, []);
  // The next daemon may see them.
  assert.deepEqual(left, [child(10)]);
});

Deno.test("those that can no longer be looked at while they end are named, and get no SIGKILL", async () => {
  const rows = [10, 11].map((pid) => ({ pid, session: pid, seconds: 60 }));
  const { parts, signals, clock, lines } = scene(rows, { "SIGINT 10": 500 });
  let looks = 0;
  const look = (pids: readonly number[]) =>
    ++looks > 5 ? Promise.reject(new Error("no processes")) : parts.look(pids);
  const living = await settled(
    clock,
    settleOrphans([10, 11].map(child), { ...parts, look, kill: true }),
  );
  assert.deepEqual(living, [child(11)]);
  assert.deepEqual(signals, ["SIGINT 10", "SIGINT 11"]);
  assert.match(
    lines.at(-1)!,
    /^warn of a killed .* run: g:p11 \(pid 11\); cannot look: no processes$/,
  );
});

Deno.test("lines of ps are read, and zombies left out", () => {
  assert.deepEqual(parseProcesses("  10    10  7 Ss\n 11 2 0 Z\n 12 12 100000 R+\n\n"), [
    { pid: 10, session: 10, seconds: 7 },
    { pid: 12, session: 12, seconds: 100000 },
  ]);
});
