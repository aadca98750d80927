// needs: supervisor python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { startSubject, type Subject, type SubjectKind } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";
import { isAsleep, startCpu } from "../../bench/procfs.ts";

/** In milliseconds. */
interface Cost {
  /** The least that the daemon computed. This is compared: what others on the machine do only adds. */
  readonly cpu: number;
  /** Until the whole answer was there, in the middle. */
  readonly wall: number;
}

/**
 * What `GET /` costs with so many programs. One of them changes its state before each: no answer can
 * be the one before.
 */
async function pageCost(
  kind: SubjectKind,
  options: { readonly programs: number; readonly rounds: number },
): Promise<Cost> {
  const { programs, rounds } = options;
  await using subject = await startSubject(kind, {
    config: (at) =>
      framed(
        at,
        `[program:p]
command=/bin/sleep 1000
process_name=%(program_name)s%(process_num)04d
numprocs=${programs}
autostart=false
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
`,
        { tcp: true },
      ),
  });
  const last = `p:p${String(programs - 1).padStart(4, "0")}`;
  const url = `http://127.0.0.1:${subject.place.port}/`;
  const cpus: number[] = [];
  const walls: number[] = [];
  let before = "";
  for (let round = 0; round < rounds; round++) {
    await change(subject, { name: last, start: round % 2 === 0 });
    await until(() => isAsleep(subject.pid), { within: 10_000, what: "a calm moment" });
    const cpu = startCpu(subject.pid);
    const begin = performance.now();
    const response = await fetch(url, { headers: { "accept-encoding": "identity" } });
    const text = await response.text();
    walls.push(performance.now() - begin);
    await until(() => isAsleep(subject.pid), { within: 10_000, what: "an end of its work" });
    cpus.push(cpu());
    assert.ok(text.includes(last));
    assert.notEqual(text, before);
    before = text;
  }
  return { cpu: Math.min(...cpus), wall: medianOf(walls) };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function change(
  subject: Subject,
  { name, start }: { readonly name: string; readonly start: boolean },
): Promise<void> {
  await subject.rpc(start ? "startProcess" : "stopProcess", name);
}

for (const [programs, share, rounds] of [[100, 5, 15], [1000, 50, 7]] as const) {
  Deno.test(`the page of ${programs} programs costs at most 1/${share} of Supervisor's time`, async () => {
    const theirs = await pageCost("supervisord", { programs, rounds });
    const ours = await pageCost("denvisord", { programs, rounds: rounds * 5 });
    const words = [ours, theirs]
      .map(({ cpu, wall }) => `${cpu.toFixed(1)} ms of CPU (${wall.toFixed(1)} ms)`)
      .join(" against ");
    console.log(`${programs} programs: ${words}`);
    assert.ok(ours.cpu * share <= theirs.cpu, words);
  });
}
