import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { SVCTL } from "#tests/support/subject_command.ts";
import { subjectHome } from "#tests/support/subject_home.ts";
import { framed } from "#tests/support/subject_place.ts";

Deno.test("A missing command ends in FATAL with the reason in the status, and others run on", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:good]
command=/bin/sleep 1000
startsecs=0

[program:lost]
command=/no/such/command --at all
startretries=0
`,
      ),
  });
  const status = () =>
    runCommand([SVCTL, "-c", subject.place.config, "status"], { env: subject.home.env });
  const { code, stdout } = await until(
    async () => {
      const shown = await status();
      return /FATAL/.test(shown.stdout) && shown;
    },
    { within: 15_000, what: "FATAL in the status", every: 100 },
  );
  assert.equal(code, 3);
  assert.match(stdout, /^lost {29}FATAL {5}can't find command '\/no\/such\/command'$/m);
  assert.match(stdout, /^good {29}RUNNING {3}pid \d+, uptime /m);
});

Deno.test("A log directory that is not there is an error that names it", async () => {
  await using home = await subjectHome("denvisord", {
    config: (at) =>
      framed(at, `[program:a]\ncommand=/bin/true\nstdout_logfile=${at.at("missing", "a.log")}\n`),
  });
  const { code, stderr } = await home.launch(["-n", "-c", home.place.config]);
  assert.equal(code, 2);
  assert.ok(stderr.includes(home.place.at("missing", "a.log")), stderr);
  assert.match(stderr, /stdout_logfile/);
});
