import assert from "node:assert/strict";
import { createAutoLog, removeAutoLogs } from "#daemon/output/auto_log.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { tempDir } from "#tests/support/temp.ts";
import { LogLines } from "./log_lines.ts";

const NAME = { process: "web_00", channel: "stdout", identifier: "supervisor" } as const;

Deno.test("an AUTO log is new, empty, private and named at random", async () => {
  await using dir = await tempDir();
  const paths = [1, 2, 3].map(() => createAutoLog(dir.path, NAME));
  assert.equal(new Set(paths).size, 3);
  for (const path of paths) {
    assert.match(path.slice(dir.path.length), /^\/web_00-stdout---supervisor-[a-z0-9_]{8}\.log$/);
    const { mode, size } = Deno.statSync(path);
    assert.deepEqual([(mode ?? 0) & 0o777, size], [0o600, 0]);
  }
});

Deno.test("a directory that does not take a file is an error that names it", async () => {
  await using dir = await tempDir();
  assert.throws(() => createAutoLog(dir.at("none"), NAME), (error) => {
    assert.ok(error instanceof LogOpenError);
    assert.equal(error.errno, "ENOENT");
    assert.ok(error.path.startsWith(dir.at("none", "web_00-")));
    return true;
  });
});

Deno.test("the next start removes the AUTO logs of its identifier and nothing else", async () => {
  await using dir = await tempDir();
  const mine = createAutoLog(dir.path, NAME);
  Deno.writeTextFileSync(`${mine}.1`, "");
  const other = createAutoLog(dir.path, { ...NAME, identifier: "other" });
  Deno.writeTextFileSync(dir.at("web_00.log"), "");
  Deno.mkdirSync(dir.at("a-stdout---supervisor-directory.log"));
  Deno.writeTextFileSync(dir.at("victim"), "");
  Deno.symlinkSync(dir.at("victim"), dir.at("b-stdout---supervisor-linkname.log"));
  const { lines, log } = new LogLines();
  removeAutoLogs(dir.path, { identifier: "supervisor", log });
  const left = Array.from(Deno.readDirSync(dir.path), (entry) => dir.at(entry.name)).sort();
  const directory = dir.at("a-stdout---supervisor-directory.log");
  assert.deepEqual(left, [directory, other, dir.at("victim"), dir.at("web_00.log")].sort());
  assert.deepEqual(lines, [`warn Failed to clean up '${directory}'`]);
});

Deno.test("a directory that cannot be listed is told", async () => {
  await using dir = await tempDir();
  const { lines, log } = new LogLines();
  removeAutoLogs(dir.at("none"), { identifier: "supervisor", log });
  assert.deepEqual(lines, ["warn Could not clear childlog dir"]);
});
