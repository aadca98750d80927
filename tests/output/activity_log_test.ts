// needs: python3
import assert from "node:assert/strict";
import { ActivityLog, type ActivityLogConfig } from "#daemon/output/activity_log.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { type OwnStreams, ownStreams } from "#daemon/output/own_streams.ts";
import { Syslog } from "#daemon/output/syslog.ts";
import { until } from "#tests/support/deadline.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { tempDir } from "#tests/support/temp.ts";
import { mountedTmpfs } from "./mounted_tmpfs.ts";
import { syslogReceiver } from "./syslog_receiver.ts";

const WALL = new Date(2026, 10, 22, 14, 5, 6, 7).getTime();
const STAMP = "2026-11-22 14:05:06,007";

interface Parts {
  readonly activity: ActivityLog;
  readonly streams: OwnStreams;
  readonly clock: FakeClock;
  readonly syslog: Syslog;
  /** What went to standard output. */
  printed(): string;
  open(config?: Partial<ActivityLogConfig>): void;
}

function parts(logfile: string, socket?: string): Parts {
  const clock = new FakeClock({ wall: WALL });
  const activity = new ActivityLog(clock);
  let printed = "";
  const write = (data: Uint8Array) => {
    printed += new TextDecoder().decode(data);
    return Promise.resolve(data.length);
  };
  const streams = ownStreams({ log: activity.log, clock, stdout: { write }, stderr: { write } });
  const syslog = new Syslog({
    tag: "unit",
    log: activity.log,
    clock,
    ...(socket === undefined ? { program: "/nonexistent/logger" } : { socket }),
  });
  return {
    activity,
    streams,
    clock,
    syslog,
    printed: () => printed,
    open: (config = {}) =>
      activity.open({
        logfile,
        logfileMaxbytes: 0,
        logfileBackups: 0,
        loglevel: "info",
        nodaemon: false,
        silent: false,
        ...config,
      }, { streams, syslog }),
  };
}

Deno.test("a line has local time, level and message", async () => {
  await using dir = await tempDir();
  const { activity, clock, open } = parts(dir.at("d.log"));
  open();
  activity.log("info", "supervisord started with pid 1");
  clock.advance(1500);
  activity.log("critical", "two\nlines é");
  assert.equal(
    Deno.readTextFileSync(dir.at("d.log")),
    `${STAMP} INFO supervisord started with pid 1\n2026-11-22 14:05:07,507 CRIT two\nlines é\n`,
  );
  assert.equal(activity.path, dir.at("d.log"));
  activity.close();
});

Deno.test("lines below the level are left out, and can be asked for before they are built", async () => {
  await using dir = await tempDir();
  const { activity, open } = parts(dir.at("d.log"));
  open({ loglevel: "warn" });
  for (const level of ["critical", "error", "warn", "info", "debug", "trace", "blather"] as const) {
    activity.log(level, level);
  }
  const text = Deno.readTextFileSync(dir.at("d.log"));
  assert.deepEqual(text.match(/[A-Z]{4} \w+/g), ["CRIT critical", "ERRO error", "WARN warn"]);
  assert.deepEqual([activity.enabled("warn"), activity.enabled("info")], [true, false]);
  activity.close();
});

Deno.test("lines from before the opening come first, most severe first, with the time of the opening", async () => {
  await using dir = await tempDir();
  const { activity, clock, open } = parts(dir.at("d.log"));
  activity.log("info", "first");
  activity.log("warn", "second");
  activity.log("critical", "third");
  activity.log("debug", "unseen");
  activity.log("warn", "fourth");
  clock.advance(1000);
  open();
  activity.log("critical", "fifth");
  const lines = Deno.readTextFileSync(dir.at("d.log")).trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => line.slice(24)), [
    "CRIT third",
    "WARN second",
    "WARN fourth",
    "INFO first",
    "CRIT fifth",
  ]);
  assert.ok(lines.every((line) => line.startsWith("2026-11-22 14:05:07,007 ")));
  activity.close();
});

Deno.test("in the foreground the log is copied to standard output unless it is to be silent", async () => {
  await using dir = await tempDir();
  const rows = [[true, false, true], [true, true, false], [false, false, false]] as const;
  for (const [nodaemon, silent, copied] of rows) {
    const { activity, open, printed } = parts(dir.at("d.log"));
    open({ nodaemon, silent });
    activity.log("info", "hello");
    activity.log("debug", "unseen");
    await activity.flush();
    assert.equal(printed(), copied ? `${STAMP} INFO hello\n` : "");
    activity.close();
  }
});

Deno.test("a log on standard output in the foreground prints each line twice, as Supervisor does", async () => {
  const { activity, open, printed } = parts("/dev/stdout");
  open({ nodaemon: true });
  activity.log("info", "hello");
  await activity.flush();
  assert.equal(printed(), `${STAMP} INFO hello\n`.repeat(2));
  activity.close();
});

Deno.test("the log rotates by its own settings", async () => {
  await using dir = await tempDir();
  const { activity, open } = parts(dir.at("d.log"));
  open({ logfileMaxbytes: 100, logfileBackups: 2 });
  for (let n = 0; n < 10; n++) activity.log("info", `line number ${n}`);
  activity.close();
  const names = Array.from(Deno.readDirSync(dir.path), (entry) => entry.name).sort();
  assert.deepEqual(names, ["d.log", "d.log.1", "d.log.2"]);
  assert.ok(Deno.readTextFileSync(dir.at("d.log.1")).endsWith("line number 8\n"));
});

Deno.test("reopening tells so in the old file and goes on in the new one", async () => {
  await using dir = await tempDir();
  const { activity, open } = parts(dir.at("d.log"));
  open();
  Deno.renameSync(dir.at("d.log"), dir.at("d.old"));
  activity.reopen();
  activity.log("info", "new");
  activity.close();
  assert.equal(Deno.readTextFileSync(dir.at("d.old")), `${STAMP} INFO supervisord logreopen\n`);
  assert.equal(Deno.readTextFileSync(dir.at("d.log")), `${STAMP} INFO new\n`);
});

Deno.test("clearing leaves an empty file, and tells so where the log is copied to", async () => {
  await using dir = await tempDir();
  const { activity, open, printed } = parts(dir.at("d.log"));
  open({ nodaemon: true });
  activity.log("info", "old");
  activity.clear();
  await activity.flush();
  assert.equal(Deno.readTextFileSync(dir.at("d.log")), "");
  assert.match(printed(), /INFO reopening log file\n$/);
  activity.close();
});

Deno.test("between closing and opening again, lines are kept; the new settings hold", async () => {
  await using dir = await tempDir();
  const { activity, open } = parts(dir.at("d.log"));
  open({ loglevel: "debug" });
  activity.close();
  assert.equal(activity.path, null);
  activity.log("debug", "unseen");
  activity.log("warn", "kept");
  open({ loglevel: "info", logfile: dir.at("e.log") });
  activity.close();
  assert.equal(Deno.readTextFileSync(dir.at("d.log")), "");
  assert.equal(Deno.readTextFileSync(dir.at("e.log")), `${STAMP} WARN kept\n`);
});

Deno.test("a log that cannot be opened is an error, and its lines are kept for another try", async () => {
  await using dir = await tempDir();
  const { activity, open } = parts(dir.at("none", "d.log"));
  activity.log("info", "kept");
  assert.throws(() => open(), LogOpenError);
  open({ logfile: dir.at("d.log") });
  activity.close();
  assert.equal(Deno.readTextFileSync(dir.at("d.log")), `${STAMP} INFO kept\n`);
});

Deno.test("syslog gets each line of a message with time and level before it, and there is no file", async () => {
  await using dir = await tempDir();
  await using receiver = await syslogReceiver(dir.at("socket"));
  const { activity, open, syslog } = parts("syslog", receiver.socket);
  open();
  activity.log("warn", "one\ntwo\n");
  activity.log("info", "three");
  await until(() => receiver.messages().length >= 3, { within: 10_000, what: "three messages" });
  assert.deepEqual(receiver.messages(), [
    `unit: ${STAMP} WARN one`,
    `unit: ${STAMP} WARN two`,
    `unit: ${STAMP} INFO three`,
  ]);
  assert.equal(activity.path, null);
  syslog.close();
});

Deno.test("the log survives a full disk, tells it on the console and later in itself", {
  ignore: Deno.uid() !== 0,
}, async () => {
  await using disk = await mountedTmpfs(64);
  const { activity, clock, open, printed } = parts(disk.at("d.log"));
  Deno.writeFileSync(disk.at("filler"), new Uint8Array(60 * 1024));
  open({ nodaemon: true });
  for (let n = 0; n < 20; n++) activity.log("info", "x".repeat(1000));
  await activity.flush();
  assert.equal(printed().match(/ ERRO Cannot write to log '.*d\.log': ENOSPC/g)?.length, 1);
  Deno.removeSync(disk.at("filler"));
  clock.advance(5000);
  activity.log("info", "room again");
  activity.close();
  const text = Deno.readTextFileSync(disk.at("d.log"));
  assert.match(text, / INFO room again\n.* WARN \d+ bytes for log '.*d\.log' were lost\n$/);
});
