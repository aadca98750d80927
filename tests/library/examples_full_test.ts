// needs: supervisor procps
import assert from "node:assert/strict";
import { collect } from "#tests/support/collect.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { descendantsOf, isAlive } from "#tests/support/proc.ts";
import { REPOSITORY, type SubjectKind } from "#tests/support/subject_command.ts";

const REPORTS = [
  "hopeless:hopeless was given up: can't find command '/no/such/program'",
  "faulty:faulty crashed\n    opening the database\n    no such file: data.db",
];

for (const kind of ["denvisord", "supervisord"] satisfies readonly SubjectKind[]) {
  Deno.test(`the example of a listener reports crashes under ${kind}`, async () => {
    const example = `${REPOSITORY}/examples/listener`;
    const conf = await Deno.readTextFile(`${example}/supervisord.conf`);
    await using subject = await startSubject(kind, {
      config: (at) =>
        conf.replaceAll("%(here)s/run/denvisor.sock", at.socket)
          .replaceAll("%(here)s/run", at.dir).replaceAll("%(here)s", example),
    });
    const reports = subject.place.at("crashes.log");
    const text = await until(async () => {
      const written = await Deno.readTextFile(reports);
      return REPORTS.every((report) => written.includes(`${report}\n`)) && written;
    }, { within: 60_000, what: "both reports", every: 100 });
    assert.equal(text.trimEnd().split("\n").length, 4, text);
    const { statename } = await subject.rpc("getProcessInfo", "crash_reporter") as {
      readonly statename: string;
    };
    assert.equal(statename, "RUNNING");
  });
}

Deno.test("the example of an embedded supervisor runs until Ctrl-C and stops in order", async () => {
  const args = /deno run (.*) examples\/embed\/main\.ts/.exec(
    await Deno.readTextFile(`${REPOSITORY}/examples/embed/main.ts`),
  )![1]!.split(" ");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...args, "examples/embed/main.ts"],
    cwd: REPOSITORY,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  try {
    await until(() => /clock {4}\| \d\d:\d\d:\d\d\n/.test(stdout.text()), {
      within: 60_000,
      what: "what the clock says",
    });
    await until(() => stdout.text().includes("clock    : STARTING -> RUNNING"), {
      within: 10_000,
      what: "the clock to run",
    });
    const pids = descendantsOf(child.pid).map(({ pid }) => pid);
    assert.ok(pids.length >= 2);
    child.kill("SIGINT");
    const { code } = await within(child.status, { within: 20_000, what: "its end" });
    await Promise.all([stdout.ended, stderr.ended]);
    assert.deepEqual([code, stderr.text()], [0, ""]);
    const ends = stdout.text().match(/.*(?:STOPPED|saved)$/gm);
    assert.deepEqual(ends?.slice(-3), [
      "clock    : STOPPING -> STOPPED",
      "database | saved",
      "database : STOPPING -> STOPPED",
    ]);
    const gone = () => !pids.some(isAlive);
    await until(gone, { within: 5_000, what: "all processes to be gone" });
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
  }
});
