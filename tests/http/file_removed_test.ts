import assert from "node:assert/strict";
import { fileRemoved } from "#daemon/http/file_removed.ts";
import { within } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("a file that is removed, renamed or missing from the beginning is told", async () => {
  await using dir = await tempDir();
  const path = dir.at("s");
  const ends = [() => Deno.removeSync(path), () => Deno.renameSync(path, dir.at("old"))];
  for (const end of ends) {
    Deno.writeTextFileSync(path, "");
    const removed = fileRemoved(path, new AbortController().signal);
    end();
    assert.equal(await within(removed, { within: 10_000, what: "the word" }), true);
  }
  assert.equal(await fileRemoved(path, new AbortController().signal), true);
});

// Seen to fail with `false` for whatever has another inode: it is told at once, and wrongly.
Deno.test("what somebody else puts in the place is waited for until it is gone as well", async () => {
  await using dir = await tempDir();
  const path = dir.at("s");
  Deno.writeTextFileSync(path, "");
  const removed = fileRemoved(path, new AbortController().signal);
  for (let round = 0; round < 3; round++) {
    Deno.writeTextFileSync(dir.at("other"), "");
    Deno.renameSync(dir.at("other"), path);
    Deno.writeTextFileSync(path, "touched");
    await assert.rejects(within(removed, { within: 200, what: "nothing" }));
  }
  Deno.removeSync(path);
  assert.equal(await within(removed, { within: 10_000, what: "the word" }), true);
});

Deno.test("a look that is not wanted any more ends with nothing told", async () => {
  await using dir = await tempDir();
  const path = dir.at("s");
  Deno.writeTextFileSync(path, "");
  const stop = new AbortController();
  const removed = fileRemoved(path, stop.signal);
  stop.abort();
  assert.equal(await within(removed, { within: 10_000, what: "the end" }), false);
});
