// needs: supervisor python3
import assert from "node:assert/strict";
import { type Finished, runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { SUPERVISORCTL } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";

function ctl(subject: Subject, ...words: string[]): Promise<Finished> {
  return runCommand([SUPERVISORCTL, "-c", subject.place.config, ...words], {
    env: subject.home.env,
  });
}

Deno.test("Debian's supervisorctl shows, starts, stops and tails", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:talker]
command=/bin/sh -c 'echo one; echo two; echo oops >&2; exec sleep 1000'
startsecs=0
stdout_logfile=${at.at("talker.log")}
stderr_logfile=${at.at("talker.err")}

[program:x]
command=/bin/sleep 1000
autostart=false
startsecs=0

[program:y]
command=/bin/sleep 1000
autostart=false
startsecs=0

[group:pair]
programs=x,y
`,
      ),
  });
  await until(async () => (await Deno.readTextFile(subject.place.at("talker.err"))) === "oops\n", {
    within: 10_000,
    what: "the talker's words",
  });
  const first = await ctl(subject, "status");
  assert.equal(first.code, 3);
  assert.match(first.stdout, /^talker {27}RUNNING {3}pid \d+, uptime 0:00:0\d$/m);
  assert.match(first.stdout, /^pair:x {27}STOPPED {3}Not started$/m);
  assert.deepEqual(await ctl(subject, "start", "pair:*"), {
    code: 0,
    signal: null,
    stdout: "pair:x: started\npair:y: started\n",
    stderr: "",
  });
  assert.equal((await ctl(subject, "status")).code, 0);
  assert.equal((await ctl(subject, "stop", "pair:x")).stdout, "pair:x: stopped\n");
  assert.equal((await ctl(subject, "stop", "pair:x")).stdout, "pair:x: ERROR (not running)\n");
  assert.equal((await ctl(subject, "tail", "talker")).stdout, "one\ntwo\n\n");
  assert.equal((await ctl(subject, "tail", "talker", "stderr")).stdout, "oops\n\n");
  assert.equal((await ctl(subject, "tail", "-4", "talker")).stdout, "two\n\n");
  assert.equal((await ctl(subject, "pid")).stdout, `${subject.pid}\n`);
  assert.match((await ctl(subject, "maintail")).stdout, /spawned: 'talker' with pid \d+/);
  assert.equal(
    (await ctl(subject, "restart", "talker")).stdout,
    "talker: stopped\ntalker: started\n",
  );
  assert.equal((await ctl(subject, "stop", "all")).code, 0);
  assert.deepEqual(subject.offspring().map((row) => row.name), []);
  assert.equal((await ctl(subject, "shutdown")).stdout, "Shut down\n");
  assert.deepEqual(await subject.exited, { code: 0, signal: null });
});

Deno.test("Debian's supervisorctl follows a log", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:cat]\ncommand=/bin/cat\nstartsecs=0\nstdout_logfile=${at.at("cat.log")}\n`,
      ),
  });
  await subject.rpc("sendProcessStdin", "cat", "before\n");
  const follower = new Deno.Command(SUPERVISORCTL, {
    args: ["-c", subject.place.config, "tail", "-f", "cat"],
    env: subject.home.env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let text = "";
  const reading = (async () => {
    for await (const chunk of follower.stdout.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  await until(() => text.includes("before\n"), { within: 10_000, what: "what was there" });
  await subject.rpc("sendProcessStdin", "cat", "after\n");
  await until(() => text.endsWith("before\nafter\n"), { within: 10_000, what: "what came" });
  follower.kill("SIGINT");
  await follower.status;
  await reading;
});
