// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type SubjectKind } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";

/** Least milliseconds of `GET /` with so many programs, one of which runs. */
async function pageTime(
  kind: SubjectKind,
  options: { readonly programs: number; readonly rounds: number },
): Promise<number> {
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
stdout_logfile=NONE
stderr_logfile=NONE
`,
        { tcp: true },
      ),
  });
  const url = `http://127.0.0.1:${subject.place.port}/`;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const response = await fetch(url, { headers: { "accept-encoding": "identity" } });
    const bytes = await response.bytes();
    times.push(performance.now() - begin);
    assert.ok(
      new TextDecoder().decode(bytes).includes(`p:p${String(programs - 1).padStart(4, "0")}`),
    );
  }
  return Math.min(...times);
}

for (const [programs, share, rounds] of [[100, 5, 15], [1000, 50, 5]] as const) {
  Deno.test(`the page of ${programs} programs costs at most 1/${share} of Supervisor's time`, async () => {
    const theirs = await pageTime("supervisord", { programs, rounds });
    const ours = await pageTime("denvisord", { programs, rounds: rounds * 3 });
    assert.ok(ours * share <= theirs, `${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms`);
    console.log(`${programs}: ${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms`);
  });
}
