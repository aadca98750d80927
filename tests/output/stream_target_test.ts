import assert from "node:assert/strict";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { ownStreamOf } from "#daemon/output/stream_target.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("the names of the daemon's own streams are known", () => {
  const rows = {
    stdout: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/1/fd/1", "//dev/./stdout"],
    stderr: ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2", "/proc/1/fd/2"],
  };
  for (const path of rows.stdout) assert.equal(ownStreamOf(path), "stdout", path);
  for (const path of rows.stderr) assert.equal(ownStreamOf(path), "stderr", path);
});

Deno.test("ordinary paths are no streams", () => {
  for (
    const path of ["/dev/null", "/var/log/stdout", "/dev/stdout.log", "relative", "/proceed/x"]
  ) {
    assert.equal(ownStreamOf(path), null, path);
  }
});

Deno.test("other descriptors are an error that says what to use instead", () => {
  const paths = ["/dev/fd/3", "/dev/fd/0", "/dev/stdin", "/proc/self/fd/10", "/proc/7/fd/1"];
  for (const path of [...paths, "/dev/fd", "/proc/1/fd/12"]) {
    assert.throws(() => ownStreamOf(path), (error) => {
      assert.ok(error instanceof LogOpenError);
      assert.deepEqual([error.path, error.errno], [path, "ENXIO"]);
      assert.match(error.message, /use '\/dev\/stdout', '\/dev\/stderr', a FIFO or a file$/);
      return true;
    }, path);
  }
});

Deno.test("a symbolic link to a stream is that stream, over several steps and relative ones", async () => {
  await using dir = await tempDir();
  Deno.symlinkSync("/dev/stderr", dir.at("error.log"));
  Deno.symlinkSync("error.log", dir.at("second.log"));
  Deno.symlinkSync("../nowhere", dir.at("broken.log"));
  assert.equal(ownStreamOf(dir.at("error.log")), "stderr");
  assert.equal(ownStreamOf(dir.at("second.log")), "stderr");
  assert.equal(ownStreamOf(dir.at("broken.log")), null);
  Deno.symlinkSync(dir.at("loop"), dir.at("loop"));
  assert.throws(() => ownStreamOf(dir.at("loop")), LogOpenError);
});
