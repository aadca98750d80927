import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { cpuMillis } from "#tests/support/process_cost.ts";
import { median } from "../../bench/statistics.ts";
import { faultBench, type Info } from "./fault_bench.ts";
import { byHand } from "./programs.ts";

const LOOPS = byHand("loop", {
  command: "/bin/false",
  process_name: "loop%(process_num)02d",
  numprocs: 50,
  autorestart: true,
  stdout_logfile: "NONE",
  stderr_logfile: "NONE",
}) + byHand("steady", { command: "/bin/sleep 1000", autorestart: true });

// Seen to fail with `due` of lib/process/restart_pace.ts answering `now`: 300 restarts a second.
Deno.test("fifty programs that are restarted for ever come to a pace, and one beside them is back at once", async () => {
  await using bench = await faultBench({ programs: () => LOOPS });
  const { pid } = bench.subject;
  await bench.rpc("startProcess", "steady");
  await bench.rpc("startProcessGroup", "loop", false);
  await until(async () => {
    const told = (await bench.subject.log()).match(/'loop\d+' ended \d+ times in a row/g) ?? [];
    return told.length === 50;
  }, { within: 90_000, what: "all fifty to be told", every: 250 });
  const restarts = async () => (await bench.subject.log()).match(/spawned: 'loop/g)?.length ?? 0;
  const [begun, cpu, before] = [performance.now(), cpuMillis(pid), await restarts()];
  const latencies: number[] = [];
  const returns: number[] = [];
  while (performance.now() - begun < 4000) {
    const asked = performance.now();
    const { pid: old } = await bench.info("steady");
    latencies.push(performance.now() - asked);
    const killed = performance.now();
    Deno.kill(old, "SIGKILL");
    await until(async () => {
      const info = await bench.rpc("getProcessInfo", "steady") as Info;
      return info.pid > 0 && info.pid !== old;
    }, { within: 5000, what: "the steady program", every: 1 });
    returns.push(performance.now() - killed);
    // It shall be no crash loop itself.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const seconds = (performance.now() - begun) / 1000;
  const rate = (await restarts() - before) / seconds;
  const share = (cpuMillis(pid) - cpu) / (1000 * seconds);
  assert.ok(rate < 115, `${rate.toFixed(0)} restarts a second`);
  assert.ok(share < 0.5, `${(share * 100).toFixed(0)} % of a processor`);
  assert.ok(median(latencies) < 100, `an answer takes ${median(latencies).toFixed(0)} ms`);
  assert.ok(median(returns) < 250, `back after ${median(returns).toFixed(0)} ms`);
  // What waits for its next life is stopped as what runs.
  await bench.rpc("stopProcessGroup", "loop");
  const stopped = await restarts();
  await bench.rpc("startProcess", "warm", false);
  await bench.state("warm", "EXITED");
  assert.equal(await restarts(), stopped);
  await bench.unharmed();
});

/** A program that crashes fifty times, a line in `file` for each life, and then stays. */
function burst(file: string): string {
  return `/bin/sh -c 'echo >>${file}; [ $(wc -l <${file}) -gt 50 ] && exec sleep 1000; exit 1'`;
}

// Seen to fail with HOT_LIVES = 40 in lib/process/restart_pace.ts: the log tells of a pause.
Deno.test("twenty programs that crash fifty times each in quick succession wait for nothing", async () => {
  await using bench = await faultBench({
    programs: (at) =>
      byHand("burst", {
        command: burst(at.scratch("%(process_num)02d")),
        process_name: "burst%(process_num)02d",
        numprocs: 20,
        autorestart: true,
      }),
  });
  await bench.rpc("startProcessGroup", "burst", false);
  await until(async () => {
    const text = async (n: number) =>
      await Deno.readTextFile(bench.place.scratch(String(n).padStart(2, "0"))).catch(() => "");
    const counts = await Promise.all(Array.from({ length: 20 }, (_, n) => text(n)));
    return counts.every((lines) => lines.length === 51);
  }, { within: 90_000, what: "a thousand restarts", every: 250 });
  assert.doesNotMatch(await bench.subject.log(), /in a row/);
  await bench.unharmed();
});
