import assert from "node:assert/strict";
import fc from "fast-check";
import type { ManagedProcess } from "#daemon/process.ts";
import { EncodedInfo } from "#daemon/service/encoded_info.ts";
import { byGroupAndName, processInfo } from "#daemon/service/process_info.ts";
import type { Supervisor } from "#daemon/supervisor.ts";
import { INITIAL_SNAPSHOT, type ProcessSnapshot } from "#lib/process/snapshot.ts";
import { PROCESS_STATE_CODES, type ProcessState } from "#lib/process/state.ts";
import { encodeFragment } from "#lib/rpc/encode.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

/** As much of a process as the answer is made of. */
interface FakeProcess {
  name: string;
  group: string;
  snapshot: ProcessSnapshot;
  logs: { stdout: { path: string | null }; stderr: { path: string | null } };
}

class Bench {
  readonly clock = new FakeClock();
  processes: FakeProcess[] = [];
  readonly #encoded = new EncodedInfo({
    supervisor: { processes: () => [...this.processes] } as unknown as Supervisor,
    clock: this.clock,
  });

  add(name: string, snapshot: Partial<ProcessSnapshot> = {}): FakeProcess {
    const logs = { stdout: { path: "/log/out" }, stderr: { path: null } };
    const process = { name, group: name, snapshot: { ...INITIAL_SNAPSHOT, ...snapshot }, logs };
    this.processes.push(process);
    return process;
  }

  async encoded(): Promise<string> {
    return (await this.#encoded.getAllProcessInfo()).xml;
  }

  /** The same, encoded as any other answer. */
  plain(): string {
    const processes = (this.processes as unknown as ManagedProcess[]).toSorted(byGroupAndName);
    return encodeFragment(processes.map((each) => ({ ...processInfo(each, this.clock.wall()) })))
      .xml;
  }
}

Deno.test("what is kept is what would be encoded now, whatever happens in between", async () => {
  const states = fc.constantFrom(...Object.keys(PROCESS_STATE_CODES) as ProcessState[]);
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom("<name>now</name>\n<value><int>", "<name>description</name>", "a&b]]>"),
  );
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("wait" as const), ms: fc.nat({ max: 5000 }) }),
      fc.record({ kind: fc.constant("add" as const), name: texts }),
      fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }),
      fc.record({ kind: fc.constant("log" as const), at: fc.nat(), path: texts }),
      fc.record({
        kind: fc.constant("change" as const),
        at: fc.nat(),
        state: states,
        pid: fc.nat({ max: 99_999 }),
        spawnerr: fc.option(texts),
        lastStop: fc.nat(),
      }),
    ),
    { maxLength: 30 },
  );
  await fc.assert(fc.asyncProperty(steps, async (steps) => {
    const bench = new Bench();
    for (const step of steps) {
      const count = bench.processes.length;
      const chosen = "at" in step && count > 0 ? bench.processes[step.at % count] : undefined;
      if (step.kind === "wait") bench.clock.advance(step.ms);
      else if (step.kind === "add") bench.add(step.name);
      else if (step.kind === "remove") bench.processes.splice(step.at % Math.max(count, 1), 1);
      else if (chosen !== undefined) {
        if (step.kind === "log") chosen.logs.stdout.path = step.path;
        else {
          const { state, pid, spawnerr, lastStop } = step;
          const lastStart = bench.clock.wall();
          chosen.snapshot = { ...chosen.snapshot, state, pid, spawnerr, lastStop, lastStart };
        }
      }
      assert.equal(await bench.encoded(), bench.plain());
    }
  }));
});

Deno.test("within a second the same text is answered, until a process changes", async () => {
  const bench = new Bench();
  const process = bench.add("web", { state: "RUNNING", pid: 7 });
  bench.clock.advance(1000 - bench.clock.wall() % 1000);
  const first = await bench.encoded();
  bench.clock.advance(999);
  assert.equal(await bench.encoded(), first);
  process.snapshot = { ...process.snapshot, state: "STOPPING" };
  assert.match(await bench.encoded(), /STOPPING/);
  assert.notEqual(await bench.encoded(), first);
});

Deno.test("uptime and now go on while nothing else does", async () => {
  const bench = new Bench();
  bench.add("web", { state: "RUNNING", pid: 7, lastStart: bench.clock.wall() });
  for (const uptime of ["0:00:00", "0:00:01", "0:00:02"]) {
    assert.match(await bench.encoded(), new RegExp(`pid 7, uptime ${uptime}<`));
    bench.clock.advance(1000);
  }
});
