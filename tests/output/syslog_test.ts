// needs: supervisor python3
import assert from "node:assert/strict";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { Syslog } from "#daemon/output/syslog.ts";
import { until } from "#tests/support/deadline.ts";
import { allProcesses, childrenOf } from "#tests/support/proc.ts";
import { runCommand } from "#tests/support/command.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { python } from "#tests/support/python.ts";
import { tempDir } from "#tests/support/temp.ts";
import { latin, utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";
import { syslogReceiver } from "./syslog_receiver.ts";

const SOON = { within: 10_000, what: "the messages" };

/** The processes named logger that this test process started. */
function loggers(): readonly number[] {
  return childrenOf(Deno.pid).filter((row) => row.name === "logger" && row.state !== "Z").map((
    row,
  ) => row.pid);
}

Deno.test("each line arrives as a message of facility user and priority info, in order", async () => {
  await using dir = await tempDir();
  await using receiver = await syslogReceiver(dir.at("log"));
  const { lines, log } = new LogLines();
  const clock = new SystemClock();
  const syslog = new Syslog({ tag: "unit", socket: receiver.socket, log, clock });
  syslog.send(utf8("cat "), utf8("one\ntwo\n\n"));
  syslog.send(utf8("cat "), utf8("three"));
  syslog.send(utf8("dog "), latin("b\xff\x00n\n"));
  syslog.send(utf8("dog "), utf8("x".repeat(20_000)));
  await until(() => receiver.raw().length >= 5, SOON);
  assert.deepEqual(receiver.raw(), [
    "<14>unit: cat one",
    "<14>unit: cat two",
    "<14>unit: cat three",
    "<14>unit: dog b\\\\xff n",
    `<14>unit: dog ${"x".repeat(20_000)}`,
  ]);
  const started = loggers();
  syslog.close();
  await until(() => started.every((pid) => !loggers().includes(pid)), {
    within: 5000,
    what: "the end of logger",
  });
  assert.deepEqual([syslog.lost, lines], [0, []]);
});

Deno.test("lines are cut as Supervisor cuts them", async () => {
  await using dir = await tempDir();
  await using receiver = await syslogReceiver(dir.at("log"));
  const chunks = ["one", "one\ntwo\n\n", "\n\n", "\nx\n\ny", "é\n", "  lead", "a\tb"];
  const script = `
from supervisor import loggers
answer = []
class Handler(loggers.SyslogHandler):
    def _syslog(self, msg): answer.append(msg)
logger = loggers.getLogger()
handler = Handler(); handler.setFormat('cat %(message)s'); logger.addHandler(handler)
for chunk in given: logger.info(chunk.encode())`;
  const theirs = await python(script, chunks) as string[];
  const clock = new SystemClock();
  const syslog = new Syslog({
    tag: "t",
    socket: receiver.socket,
    log: new LogLines().log,
    clock,
  });
  for (const chunk of chunks) syslog.send(utf8("cat "), utf8(chunk));
  await until(() => receiver.messages().length >= theirs.length, SOON);
  const expected = theirs.map((message) => `t: ${message.replace("\t", "\\t")}`);
  assert.deepEqual(receiver.messages(), expected);
  syslog.close();
});

Deno.test("a logger that was killed is started again, and nothing is told", async () => {
  await using dir = await tempDir();
  await using receiver = await syslogReceiver(dir.at("log"));
  const { lines, log } = new LogLines();
  const clock = new FakeClock();
  const others = loggers();
  const syslog = new Syslog({ tag: "unit", socket: receiver.socket, log, clock });
  syslog.send(utf8("cat "), utf8("before"));
  await until(() => receiver.messages().includes("unit: cat before"), SOON);
  const [mine] = loggers().filter((pid) => !others.includes(pid));
  assert.ok(mine !== undefined);
  Deno.kill(mine, "SIGKILL");
  await until(() => allProcesses().every((row) => row.pid !== mine), {
    within: 5000,
    what: "the end of logger",
  });
  clock.advance(1000);
  syslog.send(utf8("cat "), utf8("after"));
  await until(() => receiver.messages().includes("unit: cat after"), SOON);
  syslog.close();
  assert.deepEqual([syslog.lost, lines], [0, []]);
});

Deno.test("a program that ends at once is not started again and again", async () => {
  await using dir = await tempDir();
  const program = dir.at("logger");
  await Deno.writeTextFile(program, `#!/bin/sh\necho started >> ${dir.at("starts")}\nexit 1\n`);
  await Deno.chmod(program, 0o755);
  const { lines, log } = new LogLines();
  const clock = new FakeClock();
  const syslog = new Syslog({ tag: "unit", program, log, clock });
  await until(() => {
    syslog.send(utf8("cat "), utf8("lost"));
    return lines.length > 0;
  }, { within: 10_000, what: "the trouble to be told" });
  for (let n = 0; n < 50; n++) {
    syslog.send(utf8("cat "), utf8("lost"));
    await syslog.flush();
  }
  assert.equal(Deno.readTextFileSync(dir.at("starts")), "started\n");
  assert.ok(syslog.lost > 0);
  assert.deepEqual(lines, [
    "error Cannot write to syslog: logger ended again and again; what does not fit is lost",
  ]);
});

Deno.test("a missing logger is told once and does not throw", async () => {
  await using dir = await tempDir();
  const { lines, log } = new LogLines();
  const clock = new FakeClock();
  const syslog = new Syslog({ tag: "unit", program: dir.at("nothing"), log, clock });
  syslog.send(utf8("cat "), utf8("lost"));
  await syslog.flush();
  assert.equal(syslog.lost, 9);
  assert.deepEqual(lines, ["error Cannot write to syslog: ENOENT; what does not fit is lost"]);
  syslog.close();
  syslog.send(utf8("cat "), utf8("late"));
  assert.equal((await runCommand(["ls", dir.path])).stdout, "");
});
