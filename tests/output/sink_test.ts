import assert from "node:assert/strict";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { FifoSink } from "#daemon/output/fifo_sink.ts";
import { RotatingFile } from "#daemon/output/log_file.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { ownStreams } from "#daemon/output/own_streams.ts";
import { type SinkOpener, sinkOpener } from "#daemon/output/sink.ts";
import { StreamSink } from "#daemon/output/stream_sink.ts";
import { concat } from "#tests/support/concat.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";
import { latinText, utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

function opener(): { open: SinkOpener; printed: Record<"stdout" | "stderr", Uint8Array[]> } {
  const { log } = new LogLines();
  const clock = new SystemClock();
  const printed = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const stream = (name: "stdout" | "stderr") => ({
    write: (data: Uint8Array) => {
      printed[name].push(data.slice());
      return Promise.resolve(data.length);
    },
  });
  const streams = ownStreams({ log, clock, stdout: stream("stdout"), stderr: stream("stderr") });
  return { open: sinkOpener({ streams, log, clock }), printed };
}

const SETTINGS = { maxbytes: 10, backups: 1 };

Deno.test("a path is opened as what it names", async () => {
  await using dir = await tempDir();
  const { open } = opener();
  await makeFifo(dir.at("fifo"));
  const kinds = [dir.at("x.log"), dir.at("fifo"), "/dev/stdout", "/dev/null"].map((path) => {
    const sink = open(path, SETTINGS);
    sink.close();
    return [sink.constructor, sink.path, sink.keepOpen];
  });
  assert.deepEqual(kinds, [
    [RotatingFile, dir.at("x.log"), false],
    [FifoSink, null, true],
    [StreamSink, null, false],
    [RotatingFile, null, false],
  ]);
});

Deno.test("all logs on one stream share its order, and closing one leaves it to the others", async () => {
  const { open, printed } = opener();
  const first = open("/dev/stdout", SETTINGS);
  const second = open("/proc/1/fd/1", SETTINGS);
  const error = open("/dev/stderr", SETTINGS);
  first.write(utf8("1 a longer line that would rotate\n"));
  second.write(utf8("2\n"));
  first.write(utf8("3\n"));
  error.write(utf8("!"));
  first.close();
  first.clear();
  first.reopen();
  second.write(utf8("4\n"));
  await Promise.all([second.flush(), error.flush()]);
  assert.equal(latinText(concat(printed.stdout)), "1 a longer line that would rotate\n2\n3\n4\n");
  assert.equal(latinText(concat(printed.stderr)), "!");
  assert.equal(second.lost, 0);
});

Deno.test("what cannot be a log is an error that names it", async () => {
  await using dir = await tempDir();
  const { open } = opener();
  using _listener = Deno.listen({ transport: "unix", path: dir.at("socket") });
  const rows = [
    [dir.path, "EISDIR"],
    [dir.at("socket"), "ENXIO"],
    [dir.at("no", "x.log"), "ENOENT"],
    ["/dev/fd/7", "ENXIO"],
    ["/dev/null/x", "ENOTDIR"],
  ] as const;
  for (const [path, errno] of rows) {
    assert.throws(() => open(path, SETTINGS), (error) => {
      assert.ok(error instanceof LogOpenError, String(error));
      assert.deepEqual([error.path, error.errno], [path, errno]);
      return true;
    });
  }
});
