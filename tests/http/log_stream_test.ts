import assert from "node:assert/strict";
import fc from "fast-check";
import { LogFollower } from "#daemon/http/log_follower.ts";
import { followLog } from "#daemon/http/log_stream.ts";
import { openFiles } from "#tests/http/open_files.ts";
import { collect } from "#tests/support/collect.ts";
import { until, within } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";

const TRUNCATED = "==> File truncated <==\n";

function append(path: string, text: string): void {
  Deno.writeTextFileSync(path, text, { append: true });
}

/** Everything that is there now. */
function drain(follower: LogFollower): string {
  const decoder = new TextDecoder();
  let text = "";
  for (let piece = follower.next(); piece !== null; piece = follower.next()) {
    text += decoder.decode(piece, { stream: true });
  }
  return text;
}

Deno.test("following begins with the last bytes of a file, or all of a shorter one", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  for (const [size, from] of [[0, 0], [10, 0], [1024, 0], [1025, 1], [5000, 3976]] as const) {
    const text = Array.from({ length: size }, (_, index) => String(index % 10)).join("");
    Deno.writeTextFileSync(path, text);
    using follower = LogFollower.open(path, 1024)!;
    assert.equal(drain(follower), text.slice(from));
  }
});

Deno.test("what is appended follows, whatever its size", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "a");
  using follower = LogFollower.open(path, 1024)!;
  assert.equal(drain(follower), "a");
  assert.equal(drain(follower), "");
  for (const text of ["b\n", "x".repeat(200_000), "ü🚀"]) {
    append(path, text);
    assert.equal(drain(follower), text);
  }
});

Deno.test("a truncated file is announced and read from its beginning", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "old text\n");
  using follower = LogFollower.open(path, 1024)!;
  assert.equal(drain(follower), "old text\n");
  Deno.truncateSync(path);
  assert.equal(drain(follower), TRUNCATED);
  append(path, "new\n");
  assert.equal(drain(follower), "new\n");
  Deno.writeTextFileSync(path, "er\n");
  assert.equal(drain(follower), `${TRUNCATED}er\n`);
});

Deno.test("a replaced file is read to its end before the new one", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "one\n");
  using follower = LogFollower.open(path, 1024)!;
  assert.equal(drain(follower), "one\n");
  append(path, "last words\n");
  Deno.renameSync(path, dir.at("log.1"));
  Deno.writeTextFileSync(path, "two\n");
  assert.equal(drain(follower), "last words\ntwo\n");
  append(dir.at("log.1"), "too late");
  assert.equal(drain(follower), "");
});

Deno.test("a deleted file is waited for until there is a new one", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "one\n");
  using follower = LogFollower.open(path, 1024)!;
  assert.equal(drain(follower), "one\n");
  Deno.removeSync(path);
  assert.equal(drain(follower), "");
  Deno.writeTextFileSync(path, "two\n");
  assert.equal(drain(follower), "two\n");
});

Deno.test("no byte is lost or doubled over any course of writes and rotations", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  const step = fc.oneof(
    fc.nat({ max: 70_000 }).map((size) => ({ kind: "append", size } as const)),
    fc.constant({ kind: "rotate" } as const),
    fc.constant({ kind: "look" } as const),
  );
  let serial = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      Deno.writeTextFileSync(path, "");
      using follower = LogFollower.open(path, 1024)!;
      let written = "";
      let read = "";
      for (const step of steps) {
        if (step.kind === "look") read += drain(follower);
        if (step.kind === "append") {
          const text = `${serial++}`.padEnd(step.size, ".");
          append(path, text);
          written += text;
        }
        if (step.kind === "rotate") {
          // Two rotations between two looks lose the file between them, as with tail -F.
          read += drain(follower);
          Deno.renameSync(path, `${path}.1`);
          Deno.writeTextFileSync(path, "");
        }
      }
      assert.equal(read + drain(follower), written);
    }),
    { numRuns: 50 },
  );
});

Deno.test("only regular files are followed", async () => {
  await using dir = await tempDir();
  assert.equal(LogFollower.open(dir.at("nope"), 1024), null);
  assert.equal(LogFollower.open(dir.path, 1024), null);
  assert.equal(LogFollower.open("/dev/null", 1024), null);
});

Deno.test("a stream brings what is appended and ends with its signal", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "first\n");
  const stop = new AbortController();
  const stream = followLog(path, { signal: stop.signal, pollMs: 5 })!;
  assert.equal(
    Math.floor(stream.modified.getTime() / 1000),
    Math.floor(Deno.statSync(path).mtime!.getTime() / 1000),
  );
  const collected = collect(stream.body);
  await until(() => collected.text() === "first\n", { within: 5000, what: "the first line" });
  append(path, "second\n");
  await until(() => collected.text().endsWith("second\n"), { within: 5000, what: "the second" });
  stop.abort();
  await within(collected.ended, { within: 5000, what: "the end of the stream" });
  assert.equal(openFiles(path), 0);
});

Deno.test("a stream that is cancelled closes its file", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "");
  const { body } = followLog(path, { signal: new AbortController().signal, pollMs: 5 })!;
  const reader = body.getReader();
  const pending = reader.read();
  assert.equal(openFiles(path), 1);
  await reader.cancel();
  assert.equal((await pending).done, true);
  assert.equal(openFiles(path), 0);
});

Deno.test("a stream whose signal has fired ends at once", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "x");
  const { body } = followLog(path, { signal: AbortSignal.abort() })!;
  assert.equal((await body.getReader().read()).done, true);
  assert.equal(openFiles(path), 0);
});

Deno.test("a flood comes in pieces of 64 KiB at most", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  Deno.writeTextFileSync(path, "x".repeat(100));
  const { body } = followLog(path, { signal: new AbortController().signal, pollMs: 1 })!;
  const reader = body.getReader();
  assert.equal((await reader.read()).value?.length, 100);
  append(path, "y".repeat(1_000_000));
  let read = 0;
  while (read < 1_000_000) {
    const piece = (await reader.read()).value!;
    assert.ok(piece.length <= 65_536);
    read += piece.length;
  }
  await reader.cancel();
});

Deno.test("a log that cannot be read any more is closed", async () => {
  await using dir = await tempDir();
  const path = dir.at("log");
  await Deno.writeTextFile(path, "line\n");
  const closing = new AbortController();
  const reader = followLog(path, { signal: closing.signal, pollMs: 1 })!.body.getReader();
  assert.equal((await reader.read()).value?.length, 5);
  const { statSync } = Deno.FsFile.prototype;
  // As NFS says it of a file that its server does not know any more.
  Deno.FsFile.prototype.statSync = () => {
    throw new Error("Stale file handle (os error 116)");
  };
  try {
    await assert.rejects(reader.read(), /Stale file handle/);
  } finally {
    Deno.FsFile.prototype.statSync = statSync;
  }
  assert.equal(openFiles(path), 0);
  closing.abort();
});
