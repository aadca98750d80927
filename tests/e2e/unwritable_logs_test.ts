// needs: util-linux root
import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { subjectHome } from "#tests/support/subject_home.ts";
import { framed } from "#tests/support/subject_place.ts";

Deno.test("An activity log that cannot be written is an error that names it", async () => {
  await using home = await subjectHome("denvisord", {
    user: "nobody",
    config: (at) => framed(at, "", { supervisord: { logfile: "/root/denvisor.log" } }),
  });
  const { code, stderr } = await home.launch(["-n", "-c", home.place.config]);
  assert.equal(code, 2);
  assert.ok(stderr.includes("/root/denvisor.log"), stderr);
});

Deno.test("A program whose log cannot be written says where, and others run on", async () => {
  await using subject = await startSubject("denvisord", {
    user: "nobody",
    config: (at) =>
      framed(
        at,
        `[program:good]
command=/bin/sleep 1000
startsecs=0

[program:mute]
command=/bin/sleep 1000
stdout_logfile=/etc/denvisor-of-test.log
startretries=0
`,
      ),
  });
  const info = await until(async () => {
    const found = await subject.rpc("getProcessInfo", "mute") as Record<string, unknown>;
    return found["statename"] === "FATAL" && found;
  }, { within: 15_000, what: "FATAL" });
  const said = `${info["spawnerr"]}\n${await subject.log()}`;
  assert.match(String(info["spawnerr"]), /EACCES/);
  assert.ok(said.includes("/etc/denvisor-of-test.log"), said);
  const good = await subject.rpc("getProcessInfo", "good") as { statename: string };
  assert.equal(good.statename, "RUNNING");
});
