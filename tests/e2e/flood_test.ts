// needs: python3
import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { framed } from "#tests/support/subject_place.ts";

const PROGRAMS = 200;
const BYTES = 1_000_000;

Deno.test("What many programs wrote just before they ended is in their logs to the last byte", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:flood]
command=${at.child("flood.py", BYTES)}
process_name=flood_%(process_num)03d
numprocs=${PROGRAMS}
startsecs=0
autorestart=false
stdout_logfile=${at.at("%(process_num)03d.log")}
stderr_logfile=NONE
`,
      ),
  });
  await until(async () => {
    const all = await subject.rpc("getAllProcessInfo") as { statename: string }[];
    return all.length === PROGRAMS && all.every(({ statename }) => statename === "EXITED");
  }, { within: 120_000, what: "all to have ended", every: 250 });
  const expected = pattern(BYTES);
  for (let number = 0; number < PROGRAMS; number++) {
    const name = `${String(number).padStart(3, "0")}.log`;
    const bytes = await Deno.readFile(subject.place.at(name));
    assert.equal(bytes.length, BYTES, name);
    assert.equal(firstDifference(bytes, expected), -1, name);
  }
});

/** What `flood.py` writes. */
function pattern(count: number): Uint8Array {
  const lines = Array.from(
    { length: Math.floor(count / 16) + 1 },
    (_, number) => `${String(number).padStart(15, "0")}\n`,
  );
  return new TextEncoder().encode(lines.join("")).subarray(0, count);
}

function firstDifference(one: Uint8Array, other: Uint8Array): number {
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return index;
  return -1;
}
