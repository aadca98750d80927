import assert from "node:assert/strict";
import { RotatingFile } from "#daemon/output/log_file.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { openLogFile } from "#daemon/output/log_path.ts";
import { succeed } from "#tests/support/command.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";
import { mountedTmpfs } from "./mounted_tmpfs.ts";

/** Mounting needs root; tests of the same rules without a mount are in log_file_test.ts. */
const IS_ROOT = Deno.uid() === 0;

Deno.test({
  name:
    "a full disk loses what does not fit, tells it once, and is written to again when there is room",
  ignore: !IS_ROOT,
  async fn() {
    await using disk = await mountedTmpfs(2048);
    const clock = new FakeClock();
    const { lines, log } = new LogLines();
    const path = disk.at("x.log");
    const file = new RotatingFile(path, { maxbytes: 0, backups: 0, log, clock });
    const chunk = new Uint8Array(100_000).fill(120);
    for (let n = 0; n < 40; n++) file.write(chunk);
    assert.equal(Deno.statSync(path).size, 2048 * 1024);
    assert.equal(file.lost, 4_000_000 - 2048 * 1024);
    assert.deepEqual(lines, [
      `error Cannot write to log '${path}': ENOSPC; what does not fit is lost`,
    ]);
    file.clear();
    file.write(utf8("a"));
    assert.equal(lines.length, 1, "a disk at its brim would flap");
    clock.advance(5000);
    file.write(utf8("b"));
    file.write(utf8("c"));
    assert.deepEqual(lines.slice(1), [`warn ${file.lost} bytes for log '${path}' were lost`]);
    assert.equal(Deno.readTextFileSync(path), "abc");
    file.close();
    assert.equal(lines.length, 2);
  },
});

Deno.test({
  name: "on a full disk rotation frees the oldest backup and goes on",
  ignore: !IS_ROOT,
  async fn() {
    await using disk = await mountedTmpfs(2048);
    const { lines, log } = new LogLines();
    const path = disk.at("x.log");
    const options = { maxbytes: 900_000, backups: 2, log, clock: new FakeClock() };
    const file = new RotatingFile(path, options);
    const chunk = new Uint8Array(100_000).fill(120);
    for (let n = 0; n < 100; n++) file.write(chunk);
    file.close();
    assert.ok(file.lost < 10_000_000);
    assert.ok(Deno.statSync(path).isFile && Deno.statSync(`${path}.2`).size >= 100_000);
    assert.equal(lines.filter((line) => line.startsWith("error")).length, 1);
  },
});

Deno.test({
  name:
    "a log that is mounted as a single file grows where it cannot be renamed, and is emptied in place",
  ignore: !IS_ROOT,
  async fn() {
    await using dir = await tempDir();
    const path = dir.at("x.log");
    Deno.writeTextFileSync(path, "");
    await succeed(["mount", "--bind", path, path]);
    const { lines, log } = new LogLines();
    const file = new RotatingFile(path, { maxbytes: 10, backups: 2, log, clock: new FakeClock() });
    try {
      for (let n = 0; n < 5; n++) file.write(utf8("0123456789"));
      assert.equal(Deno.statSync(path).size, 50);
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, /the file before stays in use: EBUSY$/);
      file.clear();
      assert.equal(Deno.statSync(path).size, 0);
      file.write(utf8("0123456789"));
    } finally {
      await succeed(["umount", "-l", path]);
    }
    file.reopen();
    file.write(utf8("again"));
    file.close();
    assert.equal(Deno.readTextFileSync(`${path}.1`), "0123456789again");
    assert.equal(file.lost, 0);
  },
});

Deno.test("a symbolic link in a directory that others can write is refused", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("open"));
  Deno.chmodSync(dir.at("open"), 0o1777);
  Deno.writeTextFileSync(dir.at("victim"), "untouched");
  for (const target of [dir.at("victim"), dir.at("dangling")]) {
    const path = dir.at("open", "x.log");
    Deno.symlinkSync(target, path);
    assert.throws(() => openLogFile(path), (error) => {
      assert.ok(error instanceof LogOpenError);
      assert.deepEqual([error.errno, error.path], ["ELOOP", path]);
      assert.match(error.message, /symbolic link in a directory that others can write/);
      return true;
    });
    Deno.removeSync(path);
  }
  assert.equal(Deno.readTextFileSync(dir.at("victim")), "untouched");
  assert.throws(() => Deno.statSync(dir.at("dangling")), Deno.errors.NotFound);
});

Deno.test("a symbolic link that replaces the log in such a directory is not followed later either", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("open"));
  Deno.chmodSync(dir.at("open"), 0o777);
  Deno.writeTextFileSync(dir.at("victim"), "untouched");
  const path = dir.at("open", "x.log");
  const { lines, log } = new LogLines();
  const file = new RotatingFile(path, { maxbytes: 10, backups: 2, log, clock: new FakeClock() });
  Deno.removeSync(path);
  Deno.symlinkSync(dir.at("victim"), path);
  file.write(utf8("0123456789"));
  file.reopen();
  assert.throws(() => file.clear(), LogOpenError);
  file.write(utf8("0123456789"));
  file.close();
  assert.equal(Deno.readTextFileSync(dir.at("victim")), "untouched");
  assert.equal(lines.filter((line) => line.includes("ELOOP")).length, 2);
});

Deno.test("a symbolic link in a directory of one's own is followed, and emptied in place when cleared", async () => {
  await using dir = await tempDir();
  Deno.symlinkSync(dir.at("target"), dir.at("x.log"));
  const { lines, log } = new LogLines();
  const options = { maxbytes: 0, backups: 0, log, clock: new FakeClock() };
  const file = new RotatingFile(dir.at("x.log"), options);
  file.write(utf8("through"));
  assert.equal(Deno.readTextFileSync(dir.at("target")), "through");
  file.clear();
  file.write(utf8("again"));
  file.close();
  assert.equal(Deno.readTextFileSync(dir.at("target")), "again");
  assert.ok(Deno.lstatSync(dir.at("x.log")).isSymlink);
  assert.deepEqual(lines, []);
});

Deno.test("where a group can write, only links of root and of the directory's owner are followed", {
  ignore: !IS_ROOT,
}, async () => {
  await using dir = await tempDir();
  Deno.chmodSync(dir.path, 0o775);
  Deno.writeTextFileSync(dir.at("target"), "");
  Deno.symlinkSync(dir.at("target"), dir.at("x.log"));
  openLogFile(dir.at("x.log")).close();
  await succeed(["chown", "-h", "12345", dir.at("x.log")]);
  assert.throws(() => openLogFile(dir.at("x.log")), LogOpenError);
  Deno.chmodSync(dir.path, 0o755);
  openLogFile(dir.at("x.log")).close();
});
