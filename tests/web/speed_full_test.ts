// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject, type SubjectKind } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";

/** Milliseconds. */
interface Times {
  /** What others on the machine do only adds, so this is what is compared. */
  readonly least: number;
  readonly median: number;
}

/**
 * How long `GET /` takes with so many programs. One of them changes its state before each: no answer
 * can be the one before.
 */
async function pageTime(
  kind: SubjectKind,
  options: { readonly programs: number; readonly rounds: number },
): Promise<Times> {
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
  const times: number[] = [];
  let before = "";
  for (let round = 0; round < rounds; round++) {
    await change(subject, { name: last, start: round % 2 === 0 });
    const begin = performance.now();
    const response = await fetch(url, { headers: { "accept-encoding": "identity" } });
    const text = await response.text();
    times.push(performance.now() - begin);
    assert.ok(text.includes(last));
    assert.notEqual(text, before);
    before = text;
  }
  times.sort((a, b) => a - b);
  return { least: times[0]!, median: times[Math.floor(rounds / 2)]! };
}

async function change(
  subject: Subject,
  { name, start }: { readonly name: string; readonly start: boolean },
): Promise<void> {
  await subject.rpc(start ? "startProcess" : "stopProcess", name);
}

for (const [programs, share, rounds] of [[100, 5, 15], [1000, 50, 7]] as const) {
  Deno.test(`the page of ${programs} programs costs at most 1/${share} of Supervisor's time`, async () => {
    const theirs = await pageTime("supervisord", { programs, rounds });
    const ours = await pageTime("denvisord", { programs, rounds: rounds * 3 });
    const words = [ours, theirs].map(({ least, median }) =>
      `${least.toFixed(1)} ms at least, ${median.toFixed(1)} ms in the middle`
    ).join(" against ");
    console.log(words);
    assert.ok(ours.least * share <= theirs.least, words);
  });
}
