// needs: root util-linux
import assert from "node:assert/strict";
import { Pidfile } from "#daemon/adapters/pidfile.ts";
import { mountedTmpfs } from "#tests/output/mounted_tmpfs.ts";
import { succeed } from "#tests/support/command.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("a pidfile holds the pid for as long as the daemon runs, in the place of an old one", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("pid"), "1234567\n");
  const pidfile = new Pidfile(dir.at("pid"));
  pidfile.write(42);
  assert.equal(Deno.readTextFileSync(dir.at("pid")), "42\n");
  pidfile.remove();
  assert.deepEqual([...Deno.readDirSync(dir.path)], []);
});

// Seen to fail with a look at the open file, which Deno permits only to who may read it.
Deno.test("writing it takes the permission to write, and no other", {
  permissions: { write: true, run: ["/bin/cat", "/bin/rm"] },
}, async () => {
  const dir = Deno.makeTempDirSync();
  try {
    const pidfile = new Pidfile(`${dir}/pid`);
    pidfile.write(42);
    assert.equal(await succeed(["/bin/cat", `${dir}/pid`]), "42\n");
    pidfile.remove();
    await assert.rejects(succeed(["/bin/cat", `${dir}/pid`]));
  } finally {
    await succeed(["/bin/rm", "-r", dir]);
  }
});

// Seen to fail with the file written in one call of Deno's: an empty pidfile stays for good.
Deno.test("on a full disk no empty pidfile is left", async () => {
  await using disk = await mountedTmpfs(64);
  assert.throws(() => Deno.writeFileSync(disk.at("filler"), new Uint8Array(128 * 1024)));
  const pidfile = new Pidfile(disk.at("pid"));
  assert.throws(() => pidfile.write(42), { name: "Error", message: /No space left/ });
  assert.deepEqual([...Deno.readDirSync(disk.path)].map(({ name }) => name), ["filler"]);
});

// Seen to fail with whatever was written to removed, and with the file written in one call of Deno's, which
// gives it the mode of a new one: as root, that takes /dev/null from everybody else.
Deno.test("what is no regular file is written to, not removed, and keeps its mode", async () => {
  await using dir = await tempDir();
  const path = dir.at("pid");
  await makeFifo(path);
  Deno.chmodSync(path, 0o622);
  using both = Deno.openSync(path, { read: true, write: true });
  const pidfile = new Pidfile(path);
  pidfile.write(42);
  const bytes = new Uint8Array(8);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, both.readSync(bytes)!)), "42\n");
  pidfile.remove();
  assert.equal(Deno.lstatSync(path).mode! & 0o777, 0o622);
});
