// needs: python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { rotatedFiles } from "#tests/support/rotated_files.ts";
import { faultBench, type Info, misbehave } from "./fault_bench.ts";
import { byHand } from "./programs.ts";

const WRITERS = 50;
const LINES = 12_000;

// Seen to fail with pipes that are closed as soon as the child is reaped, without `drainPipes`.
Deno.test("of fifty writers that rotate, crash and are restarted, every line is there once, in order", async () => {
  await using bench = await faultBench({
    programs: (at) =>
      byHand("writer", {
        command: misbehave("numbered", LINES, at.scratch("w%(process_num)02d")),
        process_name: "w%(process_num)02d",
        numprocs: WRITERS,
        autorestart: "unexpected",
        stdout_logfile: at.scratch("w%(process_num)02d.log"),
        stdout_logfile_maxbytes: 20000,
        stdout_logfile_backups: 100,
        stderr_logfile: "NONE",
      }),
  });
  await bench.rpc("startProcessGroup", "writer", false);
  const names = Array.from(
    { length: WRITERS },
    (_, number) => `w${String(number).padStart(2, "0")}`,
  );
  await until(async () => {
    const all = await bench.rpc("getAllProcessInfo") as Info[];
    return all.filter(({ name, statename, exitstatus }) =>
      name.startsWith("w") && statename === "EXITED" && exitstatus === 0
    ).length >= WRITERS + 1; // "warm" is one of them
  }, { within: 120_000, what: "all writers to be done", every: 250 });
  for (const name of names) {
    const files = rotatedFiles(bench.place.scratch(`${name}.log`));
    // A file is as long as the chunk that fills it: how many there are is up to the reader.
    assert.ok(files.length > 1, `${name} did not rotate`);
    const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
    const lines = texts.join("").split("\n").slice(0, -1);
    assert.equal(lines.length, LINES, name);
    lines.forEach((line, number) => {
      if (line !== `${name} ${number}`) assert.equal(line, `${name} ${number}`);
    });
  }
  await bench.unharmed();
});
