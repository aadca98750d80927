// needs: python3
import assert from "node:assert/strict";
import fs from "node:fs";
import { type MergedPipe, openMergedPipe } from "#daemon/adapters/merged_pipe.ts";
import { Nap } from "#daemon/adapters/nap.ts";
import type { PipeReading } from "#daemon/adapters/pipe_reader.ts";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";

const DONOR = "/bin/true";

function open(receive: PipeReading["receive"]): MergedPipe {
  return openMergedPipe(DONOR, { receive, nap: new Nap() });
}

/** A child that writes `blocks` times 5,000 bytes, each block of another letter, into the pipe. */
function flood(pipe: MergedPipe, blocks: number): Promise<Deno.CommandStatus> {
  const script = `import os\nfor i in range(${blocks}): os.write(1, bytes([97 + i % 26]) * 5000)`;
  // Its types know no descriptors.
  const output = { stdout: pipe.writer, stderr: pipe.writer } as unknown as { stdout: "inherit" };
  const child = new Deno.Command(PYTHON, { args: ["-c", script], ...output }).spawn();
  pipe.releaseWriter();
  return child.status;
}

Deno.test("a flood through a merged pipe comes whole and in order", async () => {
  let at = 0;
  let wrong = 0;
  const pipe = open((chunk) => {
    for (const byte of chunk) if (byte !== 97 + Math.floor(at++ / 5000) % 26) wrong++;
    return null;
  });
  const status = flood(pipe, 400);
  await pipe.reader.closed;
  assert.deepEqual({ at, wrong }, { at: 2_000_000, wrong: 0 });
  assert.equal((await status).success, true);
});

Deno.test("a flood is read into one buffer of at most 64 KiB", async () => {
  const buffers = new Set<ArrayBufferLike>();
  const pipe = open((chunk) => {
    buffers.add(chunk.buffer);
    return null;
  });
  const status = flood(pipe, 400);
  await pipe.reader.closed;
  assert.ok(buffers.size <= 2, `${buffers.size} buffers`);
  assert.ok([...buffers].every(({ byteLength }) => byteLength <= 65_536));
  assert.equal((await status).success, true);
});

Deno.test("nothing is read while the receiver takes no more", async () => {
  const gate = Promise.withResolvers<void>();
  let taken = 0;
  const pipe = open((chunk) => {
    taken += chunk.length;
    return taken > 100_000 && taken < 1_000_000 ? gate.promise : null;
  });
  const status = flood(pipe, 400);
  await until(() => pipe.reader.blocked !== null, { within: 5_000, what: "the reader to stop" });
  const { chunks } = pipe.reader;
  let ended = false;
  void status.then(() => ended = true);
  // Other work goes on meanwhile: a child from its start to its end.
  await new Deno.Command(DONOR).output();
  assert.deepEqual({ chunks: pipe.reader.chunks, ended }, { chunks, ended: false });
  gate.resolve();
  await pipe.reader.closed;
  assert.equal(taken, 2_000_000);
  assert.equal((await status).success, true);
});

Deno.test("what was written before the pipe is closed here is not an error for the daemon", async () => {
  const pipe = open(() => null);
  fs.writeSync(pipe.writer, "some");
  pipe.releaseWriter();
  pipe.reader.close();
  await pipe.reader.closed;
});
