import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { filesBesideDebugger } from "#tests/support/debugger_port.ts";
import { zombiesUnder } from "#tests/support/proc.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { framed } from "#tests/support/subject_place.ts";

const PROGRAMS = 20;
const ROUNDS = 50;
const MEGABYTE = 1024;

Deno.test("1,000 crashes of 20 programs leave no zombie, no descriptor and less than 10 MB of memory", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:a]
command=/bin/sleep 1000000
process_name=%(program_name)s_%(process_num)02d
numprocs=${PROGRAMS}
startsecs=0
autorestart=true
`,
      ),
  });
  await started(subject, { times: 1 });
  const files = filesOf(subject);
  const before = residentKilobytes(subject.pid);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const pid of pidsIn(await subject.log())) Deno.kill(pid, "SIGKILL");
    await started(subject, { times: round + 1 });
  }
  const grown = (residentKilobytes(subject.pid) - before) / MEGABYTE;
  await until(() => zombiesUnder(subject.pid).length === 0, {
    within: 10_000,
    what: "all children to be reaped",
  });
  await until(() => filesOf(subject) === files, {
    within: 10_000,
    what: `the descriptors to be ${files}`,
  });
  const infos = await subject.rpc("getAllProcessInfo") as { statename: string }[];
  assert.deepEqual(new Set(infos.map(({ statename }) => statename)), new Set(["RUNNING"]));
  const figures = `${(before / MEGABYTE).toFixed(1)} MB, and ${grown.toFixed(1)} MB more`;
  console.log(`Before and after ${PROGRAMS * ROUNDS} crashes: ${figures}`);
  assert.ok(grown < 10, figures);
});

/** Waits until all programs have been RUNNING that often; reads the log, since requests cost memory too. */
async function started(
  subject: Subject,
  { times }: { readonly times: number },
): Promise<void> {
  const lines = async () => (await subject.log()).split("entered RUNNING state").length - 1;
  await until(async () => await lines() === PROGRAMS * times, {
    within: 60_000,
    what: `all programs to have run ${times} times`,
    every: 10,
  });
}

/** The pid of each program's latest run. */
function pidsIn(log: string): Iterable<number> {
  const spawned = log.matchAll(/spawned: '(\S+)' with pid (\d+)/g);
  return new Map([...spawned].map(([, name, pid]) => [name, Number(pid)])).values();
}

/** What the descriptors of the daemon are open on, and how many on each kind of pipe or socket. */
function filesOf({ pid }: Subject): string {
  const kinds = filesBesideDebugger(pid).map((target) => target.replace(/:\[\d+\]$/, ""));
  const counts = Map.groupBy(kinds.toSorted(), (kind) => kind);
  return [...counts].map(([kind, all]) => `${kind} ${all.length}`).join(", ");
}
