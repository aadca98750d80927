import assert from "node:assert/strict";
import { RotatingFile } from "#daemon/output/log_file.ts";
import { openLogFile } from "#daemon/output/log_path.ts";
import { openFiles } from "#tests/http/open_files.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { tempDir } from "#tests/support/temp.ts";

/** As Deno has it of a file that is really elsewhere than it was permitted. */
function withoutLooks(action: () => void): void {
  const { statSync } = Deno.FsFile.prototype;
  Deno.FsFile.prototype.statSync = () => {
    throw new Deno.errors.NotCapable('Requires read access to "/srv/v2/log"');
  };
  try {
    action();
  } finally {
    Deno.FsFile.prototype.statSync = statSync;
  }
}

Deno.test("a log that was opened and cannot be looked at is not left open", async () => {
  await using dir = await tempDir({ mode: 0o777 });
  const path = dir.at("log");
  withoutLooks(() => assert.throws(() => openLogFile(path), /\(EACCES\)/));
  assert.equal(openFiles(path), 0);
});

Deno.test("a log whose file is gone as soon as it is open is not left open", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  const { openSync } = Deno;
  const options = { maxbytes: 0, backups: 0, log: () => {}, clock: new FakeClock() };
  Deno.openSync = (...words) => {
    const file = openSync(...words);
    Deno.removeSync(path);
    return file;
  };
  try {
    withoutLooks(() => assert.throws(() => new RotatingFile(path, options), /No such file/));
  } finally {
    Deno.openSync = openSync;
  }
  assert.equal(openFiles(`${path} (deleted)`), 0);
});
