import assert from "node:assert/strict";
import { LARGEST_ANSWER_BYTES, readLogText, tailLogText } from "#daemon/output/log_reader.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";

async function fault(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Fault, String(error));
    return error.text;
  }
  return "no fault";
}

Deno.test("a log is read by offset and length, or from its end", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  Deno.writeFileSync(path, utf8("one é two\n"));
  const read = (offset: number, length: number) => readLogText(path, { offset, length });
  assert.equal(await read(0, 0), "one é two\n");
  assert.equal(await read(4, 2), "é");
  assert.equal(await read(4, 1), "\ufffd");
  assert.equal(await read(-5, 0), " two\n");
  assert.equal(await read(-6, 0), "\ufffd two\n");
  assert.equal(await read(100, 5), "");
  assert.equal(await fault(read(0, -1)), "BAD_ARGUMENTS");
  assert.equal(await fault(read(-1, 1)), "BAD_ARGUMENTS");
});

Deno.test("a log that is not there is a fault for reading and an empty tail", async () => {
  await using dir = await tempDir();
  const query = { offset: 0, length: 0 };
  await makeFifo(dir.at("fifo"));
  for (const path of [dir.at("none"), dir.at("fifo"), dir.path, "/dev/null"]) {
    assert.equal(await fault(readLogText(path, query)), `NO_FILE: ${path}`);
    assert.deepEqual(await tailLogText(path, { offset: 7, length: 10 }), ["", 0, false]);
  }
  assert.equal(await fault(readLogText(null, query)), "NO_FILE");
  assert.deepEqual(await tailLogText(null, query), ["", 0, false]);
});

Deno.test("a tail is text, the size as the next offset, and whether something was missed", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  Deno.writeTextFileSync(path, "out\n");
  assert.deepEqual(await tailLogText(path, { offset: 0, length: 3 }), ["ut\n", 4, true]);
  assert.deepEqual(await tailLogText(path, { offset: 4, length: 100 }), ["", 4, false]);
});

Deno.test("one answer is bounded: the first bytes from an offset, the last ones of a tail", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const whole = new Uint8Array(LARGEST_ANSWER_BYTES + 10).fill(120);
  whole.set(utf8("first"));
  whole.set(utf8("last"), whole.length - 4);
  Deno.writeFileSync(path, whole);
  const head = await readLogText(path, { offset: 0, length: 0 });
  assert.equal(head.length, LARGEST_ANSWER_BYTES);
  assert.ok(head.startsWith("firstxx"));
  const rest = await readLogText(path, { offset: head.length, length: 0 });
  assert.equal(rest, "xxxxxxlast");
  const end = await readLogText(path, { offset: -whole.length, length: 0 });
  assert.ok(end.length === LARGEST_ANSWER_BYTES && end.endsWith("xxlast"));
  const [tail, size] = await tailLogText(path, { offset: 0, length: whole.length });
  assert.ok(tail.length === LARGEST_ANSWER_BYTES && tail.endsWith("xxlast"));
  assert.equal(size, whole.length);
});
