// needs: python3 root fuse
import assert from "node:assert/strict";
import { until, within } from "#tests/support/deadline.ts";
import { type FaultBench, faultBench } from "./fault_bench.ts";
import { hangingMount } from "./hanging_mount.ts";
import { endless } from "./programs.ts";

function programs(log: string): string {
  return endless("talker", { bytes: 5_000_000, stdout_logfile: log });
}

/** Whatever the mount does, the daemon answers. */
async function answers(bench: FaultBench, during: () => Promise<unknown>): Promise<void> {
  let done = false;
  const end = during().finally(() => done = true);
  await until(async () => {
    await within(bench.rpc("getAllProcessInfo"), { within: 1000, what: "an answer" });
    return done;
  }, { within: 30_000, what: "the fault to be over" });
  await end;
}

// Seen to fail with `remote` left out of the handover: the daemon hangs with the mount.
Deno.test("a network mount that hangs holds up nobody: not who writes there, nor who starts or stops", async () => {
  await using mount = await hangingMount();
  await using bench = await faultBench({ programs: () => programs(mount.log) });
  // The first opening of the log, with nobody there to answer.
  mount.hang();
  await answers(bench, async () => {
    await bench.rpc("startProcess", "talker", false);
    await bench.state("talker", "EXITED");
  });
  await bench.logged(/Cannot write to log '.*mount\/log': it takes no more/);
  mount.wake();
  await until(() => mount.text().length > 500_000, { within: 10_000, what: "what had waited" });
  assert.match(mount.text(), /^x+$/);
  const before = mount.text().length;
  await bench.rpc("startProcess", "talker", false);
  await bench.state("talker", "EXITED");
  await until(() => mount.text().length === before + 5_000_000, {
    within: 10_000,
    what: "everything, now that the mount answers",
  });
  // The log stays open while its program is down, as opening it may wait.
  await bench.unharmed({ keeps: /\/mount\/log$/ });
});
