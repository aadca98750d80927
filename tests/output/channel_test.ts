// needs: python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { OutputChannel } from "#daemon/output/channel.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { ownStreams } from "#daemon/output/own_streams.ts";
import { sinkOpener } from "#daemon/output/sink.ts";
import { Syslog } from "#daemon/output/syslog.ts";
import type { ChannelConfig, LogLevel } from "#lib/config/config.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import { until } from "#tests/support/deadline.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";
import { cutAt, latin, latinText } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";
import { syslogReceiver } from "./syslog_receiver.ts";

const BEGIN = "<!--XSUPERVISOR:BEGIN-->";
const END = "<!--XSUPERVISOR:END-->";

interface Wanted extends Partial<ChannelConfig> {
  readonly level?: LogLevel;
  readonly stripAnsi?: boolean;
  readonly protocol?: boolean;
  readonly socket?: string;
  readonly path?: string | null;
}

class Setup {
  readonly channel: OutputChannel;
  readonly lines: string[];
  readonly events: string[] = [];
  readonly syslog: Syslog;
  readonly #path: string;

  constructor(dir: TempDir, wanted: Wanted = {}) {
    const { level = "info", stripAnsi = false, protocol = false, socket, path, ...config } = wanted;
    const logger = new LogLines(level);
    const clock = new SystemClock();
    const streams = ownStreams({ log: logger.log, clock });
    this.#path = path ?? dir.at("x.log");
    this.lines = logger.lines;
    this.syslog = new Syslog({
      tag: "unit",
      log: logger.log,
      clock,
      ...(socket === undefined ? { program: "/nonexistent/logger" } : { socket }),
    });
    this.channel = new OutputChannel({
      config: {
        logfile: { kind: "file", path: this.#path },
        logfileMaxbytes: 0,
        logfileBackups: 0,
        captureMaxbytes: 0,
        eventsEnabled: false,
        syslog: false,
        ...config,
      },
      process: "cat",
      group: "pets",
      channel: "stdout",
      path: path === undefined ? this.#path : path,
      openSink: sinkOpener({ streams, log: logger.log, clock }),
      syslog: this.syslog,
      stripAnsi: () => stripAnsi,
      emit: (event) => this.events.push(describe(event)),
      logger,
      protocol,
    });
  }

  /** One life of a process that writes `chunks`. */
  live(...chunks: readonly string[]): this {
    this.channel.open();
    this.channel.begin(42);
    for (const chunk of chunks) {
      const data = latin(chunk);
      this.channel.write(data);
      data.fill(0);
    }
    this.channel.end();
    return this;
  }

  get text(): string {
    return latinText(Deno.readFileSync(this.#path));
  }
}

function describe(event: SupervisorEvent): string {
  assert.ok("data" in event && "pid" in event);
  const { name, process, group, pid, data } = event;
  return `${name} ${group}:${process} ${pid} ${latinText(data)}`;
}

Deno.test("what a process writes goes to its log as it is, over several lives", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir).live("one\n", "\x1b[31m\xff").live("two\n");
  assert.equal(setup.text, "one\n\x1b[31m\xfftwo\n");
  assert.deepEqual([setup.events, setup.lines], [[], []]);
});

Deno.test("without a log file the output is taken and dropped", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, { path: null, logfile: { kind: "none" } }).live("one\n");
  assert.equal(setup.channel.path, null);
  setup.channel.reopen();
  setup.channel.clear();
  await setup.channel.flush();
  assert.deepEqual(Array.from(Deno.readDirSync(dir.path)), []);
});

Deno.test("each chunk is an event when events are enabled, stripped like the log", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, { eventsEnabled: true, stripAnsi: true });
  setup.live("one\n", "\x1b[31mred\x1b[0m\n", "\x1b[K");
  assert.equal(setup.text, "one\nred\n");
  assert.deepEqual(setup.events, [
    "PROCESS_LOG_STDOUT pets:cat 42 one\n",
    "PROCESS_LOG_STDOUT pets:cat 42 red\n",
  ]);
});

Deno.test("captured text goes into its event and neither into the log nor into PROCESS_LOG", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, {
    captureMaxbytes: 10,
    eventsEnabled: true,
    stripAnsi: true,
    level: "debug",
  });
  setup.live(`a${BEGIN}0123456789\x1b[31mabcdef`, `${END}b\n`);
  assert.equal(setup.text, "ab\n");
  assert.deepEqual(setup.events, [
    "PROCESS_LOG_STDOUT pets:cat 42 a",
    "PROCESS_COMMUNICATION_STDOUT pets:cat 42 6789abcdef",
    "PROCESS_LOG_STDOUT pets:cat 42 b\n",
  ]);
  assert.deepEqual(setup.lines, [
    "debug 'cat' stdout output:\na",
    "debug 'cat' stdout output:\n0123456789abcdef",
    "debug 'cat' stdout emitted a comm event",
    "debug 'cat' stdout output:\nb\n",
  ]);
});

Deno.test("with capture, short last words and an unfinished token or message reach the log at the end", async () => {
  await using dir = await tempDir();
  for (const last of ["plain\n", "<!--XSUPER", "x<", `${BEGIN}Traceback: oh\n`]) {
    const setup = new Setup(dir, { captureMaxbytes: 1000, path: dir.at("last.log") }).live(last);
    assert.equal(setup.text, last.replace(BEGIN, ""));
    assert.deepEqual(setup.events, []);
    setup.channel.clear();
  }
});

Deno.test("a new life starts without what the last one left unfinished", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, { captureMaxbytes: 1000 });
  setup.live(`${BEGIN}half`).live("plain\n", `${BEGIN}whole${END}`);
  assert.equal(setup.text, "halfplain\n");
  assert.deepEqual(setup.events, ["PROCESS_COMMUNICATION_STDOUT pets:cat 42 whole"]);
});

Deno.test("capture and log hold what was written, however it is split", async () => {
  await using dir = await tempDir();
  const unit = fc.constantFrom(BEGIN, END, "text\n", "<!--X", "\xff");
  let run = 0;
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 6 }), (
      parts,
      cuts,
    ) => {
      const whole = new Setup(dir, { captureMaxbytes: 100, path: dir.at(`w${run}`) });
      const split = new Setup(dir, { captureMaxbytes: 100, path: dir.at(`s${run++}`) });
      const stream = parts.join("");
      whole.live(stream);
      split.live(...cutAt(latin(stream), cuts).map(latinText));
      assert.deepEqual([split.text, split.events], [whole.text, whole.events]);
    }),
    { numRuns: 60 },
  );
});

Deno.test("at level debug the activity log shows each chunk, and bytes that are no text as Python does", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, { level: "debug" }).live("one\ntwo\n", "\xff'\n");
  assert.deepEqual(setup.lines, [
    "debug 'cat' stdout output:\none\ntwo\n",
    `debug 'cat' stdout output:\nUndecodable: b"\\xff'\\n"`,
  ]);
});

Deno.test("an event listener's stdout goes into its log, and nothing else is made of it", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, {
    protocol: true,
    captureMaxbytes: 100,
    eventsEnabled: true,
    syslog: true,
    stripAnsi: true,
    level: "debug",
  });
  setup.live("READY\n", `${BEGIN}\x1b[1mx${END}`);
  assert.equal(setup.text, `READY\n${BEGIN}x${END}`);
  assert.deepEqual(setup.events, []);
  assert.deepEqual(setup.lines, []);
});

Deno.test("syslog gets the stripped lines with the process name before each", async () => {
  await using dir = await tempDir();
  await using receiver = await syslogReceiver(dir.at("log"));
  const setup = new Setup(dir, { syslog: true, stripAnsi: true, socket: receiver.socket });
  setup.live("one\ntwo\n", "\x1b[1mthree\n");
  await until(() => receiver.messages().length >= 3, { within: 10_000, what: "three messages" });
  assert.deepEqual(receiver.messages(), ["unit: cat one", "unit: cat two", "unit: cat three"]);
  assert.equal(setup.text, "one\ntwo\nthree\n");
  setup.syslog.close();
});

Deno.test("a log that cannot be opened fails the opening, and a later one may succeed", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir, { path: dir.at("none", "x.log") });
  assert.throws(() => setup.channel.open(), (error) => {
    assert.ok(error instanceof LogOpenError);
    assert.deepEqual([error.path, error.errno], [dir.at("none", "x.log"), "ENOENT"]);
    return true;
  });
  Deno.mkdirSync(dir.at("none"));
  assert.equal(setup.live("now\n").text, "now\n");
});

Deno.test("a log is cleared whether its process runs or not", async () => {
  await using dir = await tempDir();
  const setup = new Setup(dir).live("old\n");
  setup.channel.clear();
  assert.equal(setup.text, "");
  setup.channel.open();
  setup.channel.begin(7);
  setup.channel.write(latin("running\n"));
  setup.channel.clear();
  setup.channel.write(latin("after\n"));
  setup.channel.end();
  assert.equal(setup.text, "after\n");
});

Deno.test("a process at rest keeps no file open, and its log is there again when it was removed", async () => {
  await using dir = await tempDir();
  const open = () =>
    Array.from(Deno.readDirSync("/proc/self/fd"), (entry) => link(`/proc/self/fd/${entry.name}`))
      .filter((target) => target === dir.at("x.log")).length;
  const setup = new Setup(dir).live("one\n");
  assert.equal(open(), 0);
  Deno.removeSync(dir.at("x.log"));
  setup.channel.open();
  setup.channel.open();
  assert.equal(open(), 1);
  setup.channel.close();
  assert.equal(open(), 0);
  assert.equal(setup.live("two\n").text, "two\n");
});

function link(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "";
  }
}
