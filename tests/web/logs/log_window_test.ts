import assert from "node:assert/strict";
import { readLastLines } from "#daemon/web/logs/last_lines.ts";
import { readWindow, WINDOW_BYTES } from "#daemon/web/logs/log_window.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";

const LINES = Array.from({ length: 20_000 }, (_, number) => `line ${number}\n`);

Deno.test("parts of a log begin and end with lines and fit together", async () => {
  await using dir = await tempDir();
  const path = dir.at("a.log");
  const text = LINES.join("");
  await Deno.writeTextFile(path, text);
  let window = await readWindow(path, { kind: "tail" });
  let whole = window!.text;
  while (window!.from > 0) {
    assert.ok(window!.to - window!.from <= WINDOW_BYTES);
    window = await readWindow(path, { kind: "before", offset: window!.from });
    whole = window!.text + whole;
  }
  assert.equal(whole, text);
  const middle = await readWindow(path, { kind: "before", offset: 100_003 });
  assert.match(middle!.text, /^line \d+\n/);
  assert.ok(text.slice(middle!.from).startsWith(middle!.text));
  assert.ok(middle!.text.endsWith("\n"));
});

Deno.test("the end of a sparse gigabyte is there at once", async () => {
  await using dir = await tempDir();
  const path = dir.at("big.log");
  using file = await Deno.open(path, { create: true, write: true });
  await file.truncate(1024 * 1024 * 1024);
  await file.seek(0, Deno.SeekMode.End);
  await file.write(new TextEncoder().encode("\nthe end\n"));
  const begin = performance.now();
  const window = await readWindow(path, { kind: "tail" });
  assert.ok(window!.text.endsWith("the end\n"));
  assert.ok(window!.text.length <= WINDOW_BYTES);
  assert.ok(performance.now() - begin < 1000);
});

Deno.test("what is no file gives nothing: a directory, a FIFO, a name that is none", async () => {
  await using dir = await tempDir();
  await makeFifo(dir.at("fifo"));
  for (const path of [dir.path, dir.at("fifo"), dir.at("none"), null]) {
    assert.equal(await readWindow(path, { kind: "tail" }), null);
  }
});

Deno.test("a line longer than a part is shown as it is", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("a"), "x".repeat(WINDOW_BYTES * 2));
  const window = await readWindow(dir.at("a"), { kind: "before", offset: WINDOW_BYTES });
  assert.equal(window!.text.length, WINDOW_BYTES);
});

Deno.test("last lines come from the first log that has any, without control sequences", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("err"), "\n\n");
  await Deno.writeTextFile(dir.at("out"), "1\n2\n3\n4\n5\n\x1b[31msix\x1b[0m  \n\n");
  assert.deepEqual(await readLastLines([null, dir.at("none"), dir.at("err"), dir.at("out")]), [
    "2",
    "3",
    "4",
    "5",
    "six",
  ]);
  assert.deepEqual(await readLastLines([dir.at("err")]), []);
});
