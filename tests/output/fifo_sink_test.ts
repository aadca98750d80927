import assert from "node:assert/strict";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { FifoSink } from "#daemon/output/fifo_sink.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { concat } from "#tests/support/concat.ts";
import { until, within } from "#tests/support/deadline.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

/** What a FIFO holds by itself on Linux. */
const PIPE_BYTES = 64 * 1024;

function open(path: string): { sink: FifoSink; lines: string[] } {
  const { lines, log } = new LogLines();
  return { sink: new FifoSink(path, { log, clock: new SystemClock() }), lines };
}

/** Reads `length` bytes from a FIFO as another process would. */
async function read(path: string, length: number): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const chunks: Uint8Array[] = [];
  for (let left = length; left > 0;) {
    const chunk = new Uint8Array(Math.min(left, 10_000));
    const count = await within(file.read(chunk), { within: 5000, what: `${left} bytes` });
    assert.ok(count !== null, "the FIFO ended");
    chunks.push(chunk.subarray(0, count));
    left -= count;
  }
  return concat(chunks);
}

function numbered(count: number): Uint8Array {
  return utf8(Array.from({ length: count }, (_, n) => `${String(n).padStart(9, "0")}\n`).join(""));
}

Deno.test("a FIFO without a reader does not block; a reader that comes later gets everything", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("log"));
  const { sink, lines } = open(dir.at("log"));
  const data = numbered(20_000);
  for (let at = 0; at < data.length; at += 5000) sink.write(data.subarray(at, at + 5000));
  assert.equal(sink.lost, 0);
  const seen = await read(dir.at("log"), data.length);
  assert.deepEqual(seen, data);
  await sink.flush();
  sink.close();
  assert.deepEqual(lines, []);
});

Deno.test("what nobody reads is dropped beyond the bound, and counted", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("log"));
  const { sink, lines } = open(dir.at("log"));
  const chunk = new Uint8Array(PIPE_BYTES).fill(65);
  for (let n = 0; n < 30; n++) sink.write(chunk);
  const kept = 1024 * 1024 + PIPE_BYTES;
  assert.equal(sink.lost, 30 * PIPE_BYTES - kept);
  assert.deepEqual(lines, [
    `error Cannot write to FIFO '${dir.at("log")}': it takes no more; what does not fit is lost`,
  ]);
  const ready = sink.ready();
  assert.ok(ready !== null);
  assert.equal((await read(dir.at("log"), kept)).length, kept);
  await within(ready, { within: 5000, what: "room in the FIFO" });
  sink.write(utf8("after"));
  assert.deepEqual(await read(dir.at("log"), 5), utf8("after"));
  sink.close();
});

Deno.test("a reader may go and another come: nothing is lost in between", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("log"));
  const { sink } = open(dir.at("log"));
  for (const word of ["first", "second", "third"]) {
    sink.write(utf8(word));
    assert.deepEqual(await read(dir.at("log"), word.length), utf8(word));
  }
  assert.equal(sink.lost, 0);
  sink.close();
});

Deno.test("a FIFO is reopened by name, and kept when its name means something else", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  await makeFifo(path);
  const { sink, lines } = open(path);
  Deno.removeSync(path);
  await makeFifo(path);
  sink.reopen();
  sink.write(utf8("new"));
  assert.deepEqual(await read(path, 3), utf8("new"));
  Deno.renameSync(path, dir.at("aside"));
  Deno.writeTextFileSync(path, "a file");
  sink.reopen();
  sink.write(utf8("same"));
  assert.deepEqual(await read(dir.at("aside"), 4), utf8("same"));
  sink.clear();
  assert.equal(Deno.readTextFileSync(path), "a file");
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /no FIFO any longer; the FIFO before stays in use$/);
  sink.close();
});

Deno.test("closing waits for a reader no longer than a moment", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("log"));
  const { sink, lines } = open(dir.at("log"));
  sink.write(new Uint8Array(PIPE_BYTES + 1000));
  sink.close();
  await until(() => lines.length === 2, { within: 5000, what: "the loss to be told" });
  assert.equal(sink.lost, 1000);
});

Deno.test("a FIFO behind a link that others may have put there is refused", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("fifo"));
  Deno.mkdirSync(dir.at("open"));
  Deno.chmodSync(dir.at("open"), 0o777);
  Deno.symlinkSync(dir.at("fifo"), dir.at("open", "log"));
  assert.throws(() => open(dir.at("open", "log")), LogOpenError);
});
