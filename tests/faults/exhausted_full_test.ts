// needs: python3 root util-linux
import assert from "node:assert/strict";
import { asUser } from "#tests/support/as_user.ts";
import { succeed } from "#tests/support/command.ts";
import { until, within } from "#tests/support/deadline.ts";
import { allProcesses, isAlive } from "#tests/support/proc.ts";
import { cpuMillis } from "#tests/support/process_cost.ts";
import { temporaryUser } from "#tests/support/temporary_user.ts";
import { callRpc, RpcFault } from "#tests/support/xmlrpc_client.ts";
import { type FaultBench, faultBench, misbehave } from "./fault_bench.ts";
import { byHand } from "./programs.ts";

/** Threads of all processes of a user, as the kernel counts them against the limit. */
function threadsOf(uid: string): number {
  return allProcesses().reduce((sum, { pid }) => {
    try {
      const status = Deno.readTextFileSync(`/proc/${pid}/status`);
      if (!new RegExp(`^Uid:\\s+${uid}\\b`, "m").test(status)) return sum;
      return sum + Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]);
    } catch {
      return sum;
    }
  }, 0);
}

// Seen to fail with `EXHAUSTED` in daemon/adapters/process_groups.ts empty: the group's program is
// UNKNOWN for ever; and with `spawnPlayer` not telling what kept it from being made: another reason.
Deno.test("without a process to be had, starts say so and are retried, and everything can be stopped", async () => {
  await using user = await temporaryUser();
  const uid = (await succeed(["/usr/bin/id", "-u", user.name])).trim();
  await using bench = await faultBench({
    user: user.name,
    programs: () =>
      byHand("plain", { command: "/bin/sleep 1000", startretries: 20 }) +
      byHand("merged", { command: "/bin/sleep 1000", startretries: 20, redirect_stderr: true }) +
      byHand("family", { command: misbehave("family"), stopasgroup: true }),
  });
  const { pid } = bench.subject;
  await bench.rpc("startProcess", "family");
  const family = await bench.state("family", "RUNNING");
  const child = await until(() => allProcesses().find((row) => row.ppid === family.pid), {
    within: 5000,
    what: "the child of the family",
  });
  const limits = await Deno.readTextFile(`/proc/${pid}/limits`);
  const hard = /processes +\S+ +(\S+)/.exec(limits)![1]!;
  const words = [...await asUser(user.name), "/usr/bin/prlimit", "--pid", String(pid)];
  const limit = (soft: string) => succeed([...words, `--nproc=${soft}:${hard}`]);
  await limit(String(threadsOf(uid)));
  for (const name of ["plain", "merged"]) {
    await assert.rejects(bench.rpc("startProcess", name), RpcFault);
    const { statename, spawnerr } = await bench.info(name);
    assert.equal(statename, "BACKOFF");
    assert.equal(spawnerr, `Too many processes in process table to spawn '${name}'`);
  }
  // Whatever a call needs, it needs no further thread.
  const many = Array.from({ length: 40 }, () => bench.rpc("readLog", 0, 0));
  assert.ok((await Promise.all(many)).every((text) => String(text).includes("spawnerr")));
  await within(bench.rpc("stopProcess", "family"), { within: 5000, what: "the family to stop" });
  assert.equal((await bench.info("family")).statename, "STOPPED");
  await limit(hard);
  await until(() => !isAlive(child.pid), { within: 5000, what: "the rest of the group to end" });
  for (const name of ["plain", "merged"]) await bench.state(name, "RUNNING");
  await bench.unharmed();
});

function tcp(bench: FaultBench): Promise<unknown> {
  const { port } = bench.place;
  return callRpc({ transport: "tcp", hostname: "127.0.0.1", port }, "supervisor.getState");
}

async function flood(count: number, connect: () => Promise<Deno.Conn>): Promise<Disposable> {
  const held: Deno.Conn[] = [];
  for (let number = 0; number < count; number++) {
    const connection = await connect().catch(() => null);
    if (connection !== null) held.push(connection);
  }
  return {
    [Symbol.dispose]: () => {
      for (const connection of held) connection.close();
    },
  };
}

/** The share of a processor that a process takes for three seconds. */
async function shareOf(pid: number): Promise<number> {
  const [begun, cpu] = [performance.now(), cpuMillis(pid)];
  await until(() => performance.now() - begun > 3000, { within: 5000, what: "three seconds" });
  return (cpuMillis(pid) - cpu) / (performance.now() - begun);
}

// Seen to fail with RETRY_MS = 5000 in daemon/http/watched_listener.ts: not back within a second; and
// with retries without a pause in lib/process/backoff.ts: half a processor.
Deno.test("without a descriptor left the daemon does not spin, answers, and is all there within a second", async () => {
  await using bench = await faultBench({
    tcp: true,
    softFiles: 64,
    supervisord: { minfds: "64" },
    wrapper: () => ["/bin/sh", "-c", 'ulimit -n 64; exec "$@"', "sh"],
    programs: () =>
      byHand("many", {
        command: "/bin/sleep 1000",
        process_name: "many%(process_num)02d",
        numprocs: 30,
        startretries: 100000,
      }),
  });
  const { pid } = bench.subject;
  const { port, socket } = bench.place;
  const answers = () => within(bench.rpc("getState"), { within: 1000, what: "the UNIX socket" });
  await bench.rpc("startProcessGroup", "many", false);
  await bench.logged(/too many open files to spawn/);
  for (let round = 0; round < 20; round++) await answers();
  {
    using _ = await flood(80, () => Deno.connect({ hostname: "127.0.0.1", port }));
    for (let round = 0; round < 20; round++) await answers();
    const share = await shareOf(pid);
    assert.ok(share < 0.3, `${(share * 100).toFixed(0)} % of a processor for TCP clients`);
    await answers();
  }
  {
    // Those who are let in by the mode of the socket may take what is left.
    using _ = await flood(200, () => Deno.connect({ transport: "unix", path: socket }));
    const share = await shareOf(pid);
    assert.ok(share < 0.3, `${(share * 100).toFixed(0)} % of a processor for UNIX clients`);
  }
  // Both listeners are back, whatever has become of them meanwhile.
  await until(answers, { within: 1000, what: "the UNIX socket to come back" });
  await until(() => tcp(bench), { within: 1000, what: "TCP to come back" });
  await bench.unharmed();
});
