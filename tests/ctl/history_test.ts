import assert from "node:assert/strict";
import { readHistory, writeHistory } from "#ctl/history.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("history is a line a command, for its owner only, the last thousand (CTL-033)", async () => {
  await using dir = await tempDir();
  const path = dir.at("history");
  const lines = Array.from({ length: 1200 }, (_, number) => `pid ${number}`);
  writeHistory(path, lines);
  assert.deepEqual(readHistory(path), lines.slice(-1000));
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
});

Deno.test("a history that cannot be read is empty, and one that cannot be written is left", async () => {
  await using dir = await tempDir();
  assert.deepEqual(readHistory(dir.at("none")), []);
  assert.deepEqual(readHistory(dir.path), []);
  writeHistory(dir.at("no", "directory"), ["status"]);
});
