import assert from "node:assert/strict";
import fc from "fast-check";
import { RotatingFile } from "#daemon/output/log_file.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { rotationMoves } from "#lib/output/rotation.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

interface Settings {
  readonly maxbytes?: number;
  readonly backups?: number;
  readonly mode?: number;
}

function open(path: string, settings: Settings = {}): { file: RotatingFile; lines: string[] } {
  const { lines, log } = new LogLines();
  const options = { maxbytes: 0, backups: 0, ...settings, log, clock: new FakeClock() };
  return { file: new RotatingFile(path, options), lines };
}

/** What is in a log and its backups, the oldest byte first. */
function history(path: string): string {
  let text = "";
  for (let number = 1;; number++) {
    try {
      text = Deno.readTextFileSync(`${path}.${number}`) + text;
    } catch {
      return text + Deno.readTextFileSync(path);
    }
  }
}

function sizes(path: string, numbers: readonly number[]): readonly number[] {
  return numbers.map((n) => Deno.statSync(n === 0 ? path : `${path}.${n}`).size);
}

Deno.test("bytes are appended as they are to what the file holds", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("x.log"), "before\n");
  const { file } = open(dir.at("x.log"));
  file.write(Uint8Array.of(0, 255, 10));
  file.write(new Uint8Array(0));
  file.close();
  assert.deepEqual(
    Deno.readFileSync(dir.at("x.log")),
    Uint8Array.from([...utf8("before\n"), 0, 255, 10]),
  );
});

Deno.test("a file rotates after the write that fills it, and no chunk is split", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file } = open(path, { maxbytes: 200, backups: 3 });
  for (let n = 0; n < 23; n++) file.write(utf8(`${String(n).padStart(40, "0")}\n`));
  file.close();
  assert.deepEqual(sizes(path, [0, 1, 2, 3]), [123, 205, 205, 205]);
  assert.equal([...Deno.readDirSync(dir.path)].length, 4);
  assert.ok(history(path).endsWith("22\n") && history(path).includes(`${"5".padStart(40, "0")}\n`));
});

Deno.test("whatever is written, every byte is kept once and in order", async () => {
  await using dir = await tempDir();
  let run = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 40 }),
      fc.nat({ max: 400 }),
      (maxbytes, chunks, before) => {
        const path = dir.at(`${run++}.log`);
        Deno.writeTextFileSync(path, "b".repeat(before));
        const { file, lines } = open(path, { maxbytes, backups: 1000 });
        let expected = "b".repeat(before);
        for (const [n, length] of chunks.entries()) {
          const text = String.fromCharCode(97 + n % 26).repeat(length);
          file.write(utf8(text));
          expected += text;
        }
        file.close();
        assert.equal(history(path), expected);
        assert.deepEqual(lines, []);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("without backups a full file is emptied; with maxbytes 0 it grows", async () => {
  await using dir = await tempDir();
  const emptied = open(dir.at("emptied.log"), { maxbytes: 10, backups: 0 }).file;
  const grown = open(dir.at("grown.log"), { maxbytes: 0, backups: 5 }).file;
  for (const file of [emptied, grown]) {
    for (let n = 0; n < 4; n++) file.write(utf8("123456"));
    file.write(utf8("end"));
    file.close();
  }
  assert.equal(Deno.readTextFileSync(dir.at("emptied.log")), "end");
  assert.equal(Deno.statSync(dir.at("grown.log")).size, 27);
  assert.equal([...Deno.readDirSync(dir.path)].length, 2);
});

Deno.test("a rotation that was cut short at any step loses nothing that is kept", async () => {
  await using dir = await tempDir();
  const full = rotationMoves("", { backups: 3, exists: (n) => n <= 2 });
  for (let steps = 0; steps <= full.length; steps++) {
    const path = dir.at(`${steps}.log`);
    for (const [suffix, text] of [["", "new|"], [".1", "old|"], [".2", "older|"]] as const) {
      Deno.writeTextFileSync(path + suffix, text);
    }
    for (const { from, to } of full.slice(0, steps)) Deno.renameSync(path + from, path + to);
    const { file } = open(path, { maxbytes: 4, backups: 4 });
    file.write(utf8("more|"));
    file.close();
    const kept = [4, 3, 2, 1].map((n) => {
      try {
        return Deno.readTextFileSync(`${path}.${n}`);
      } catch {
        return "";
      }
    });
    assert.equal(kept.join(""), "older|old|new|more|", `after ${steps} steps`);
  }
});

Deno.test("after logrotate's create, reopening goes on in the new file", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file } = open(path, { maxbytes: 1000, backups: 2 });
  file.write(utf8("one\n"));
  Deno.renameSync(path, dir.at("x.log-2026"));
  file.write(utf8("two\n"));
  Deno.writeTextFileSync(path, "", { mode: 0o640 });
  file.reopen();
  file.write(utf8("three\n"));
  file.close();
  assert.equal(Deno.readTextFileSync(dir.at("x.log-2026")), "one\ntwo\n");
  assert.equal(Deno.readTextFileSync(path), "three\n");
});

Deno.test("after logrotate's copytruncate, writing goes on at the start and the size is right again", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file } = open(path, { maxbytes: 100, backups: 2 });
  file.write(utf8("a".repeat(90)));
  Deno.truncateSync(path, 0);
  file.write(utf8("b".repeat(60)));
  assert.equal(Deno.readTextFileSync(path), "b".repeat(60));
  assert.deepEqual([...Deno.readDirSync(dir.path)].map((entry) => entry.name), ["x.log"]);
  file.write(utf8("c".repeat(40)));
  file.close();
  assert.deepEqual(sizes(path, [0, 1]), [0, 100]);
});

Deno.test("a file that was removed or renamed is made anew at the next rotation, and its name's new owner is not shifted", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file, lines } = open(path, { maxbytes: 10, backups: 2 });
  file.write(utf8("12345"));
  Deno.removeSync(path);
  file.write(utf8("67890"));
  file.write(utf8("abc"));
  assert.equal(Deno.readTextFileSync(path), "abc");
  Deno.renameSync(path, dir.at("moved"));
  Deno.writeTextFileSync(path, "foreign ");
  file.write(utf8("defghij"));
  file.write(utf8("k"));
  file.close();
  assert.equal(Deno.readTextFileSync(dir.at("moved")), "abcdefghij");
  assert.equal(Deno.readTextFileSync(path), "foreign k");
  assert.deepEqual(lines, []);
});

Deno.test("two writers of one file rotate it without losing or doubling a byte", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const writers = [1, 2].map(() => open(path, { maxbytes: 100, backups: 50 }).file);
  for (let n = 0; n < 200; n++) writers[n % 2]!.write(utf8(`${String(n).padStart(6, "0")}\n`));
  for (const writer of writers) writer.close();
  const seen = history(path).trimEnd().split("\n").map(Number).sort((a, b) => a - b);
  assert.deepEqual(seen, Array.from({ length: 200 }, (_, n) => n));
});

Deno.test("when the directory is gone, writing and rotating go on without an exception and it is told once", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("logs"));
  const path = dir.at("logs", "x.log");
  const { file, lines } = open(path, { maxbytes: 10, backups: 2 });
  Deno.removeSync(dir.at("logs"), { recursive: true });
  for (let n = 0; n < 10; n++) file.write(utf8("0123456789"));
  assert.equal(lines.length, 1);
  assert.match(
    lines[0]!,
    /^error Cannot renew log '.*x\.log', the file before stays in use: .*ENOENT/,
  );
  Deno.mkdirSync(dir.at("logs"));
  file.reopen();
  file.write(utf8("back"));
  file.close();
  assert.equal(Deno.readTextFileSync(path), "back");
});

Deno.test("a rotation that fails leaves the log in use, and succeeds when the obstacle is gone", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  Deno.mkdirSync(`${path}.1`);
  const { file, lines } = open(path, { maxbytes: 10, backups: 1 });
  for (let n = 0; n < 5; n++) file.write(utf8("0123456789"));
  assert.equal(Deno.statSync(path).size, 50);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /EISDIR/);
  Deno.removeSync(`${path}.1`);
  file.write(utf8("0123456789"));
  file.close();
  assert.deepEqual(sizes(path, [0, 1]), [0, 60]);
});

Deno.test("clearing removes the file's content, not its backups, and gives it a new identity", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  Deno.writeTextFileSync(`${path}.1`, "old");
  const { file } = open(path, { maxbytes: 100, backups: 2 });
  file.write(utf8("a".repeat(60)));
  const before = Deno.statSync(path).ino;
  using held = Deno.openSync(path);
  file.clear();
  assert.equal(Deno.statSync(path).size, 0);
  assert.notEqual(Deno.statSync(path).ino, before);
  assert.equal(held.statSync().nlink, 0);
  file.write(utf8("b".repeat(60)));
  assert.equal(Deno.readTextFileSync(path), "b".repeat(60));
  assert.equal(Deno.readTextFileSync(`${path}.1`), "old");
  Deno.removeSync(path);
  file.clear();
  assert.equal(Deno.statSync(path).size, 0);
  file.close();
});

Deno.test("the permission bits that were asked for survive rotation and clearing", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file } = open(path, { maxbytes: 10, backups: 1, mode: 0o600 });
  const mode = (name: string) => (Deno.statSync(name).mode ?? 0) & 0o777;
  file.write(utf8("0123456789"));
  assert.deepEqual([mode(path), mode(`${path}.1`)], [0o600, 0o600]);
  file.clear();
  assert.equal(mode(path), 0o600);
  file.close();
});

Deno.test("what is not a regular file is written to and never rotated, read back or removed", () => {
  const { file, lines } = open("/dev/null", { maxbytes: 10, backups: 3 });
  for (let n = 0; n < 5; n++) file.write(utf8("0123456789"));
  file.clear();
  file.reopen();
  file.write(utf8("x"));
  file.close();
  assert.equal(file.path, null);
  assert.ok(Deno.statSync("/dev/null").isCharDevice);
  assert.deepEqual(lines, []);
});

Deno.test("a log that cannot be opened is named with its errno", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("directory"));
  for (const [path, errno] of [[dir.at("directory"), "EISDIR"], [dir.at("no", "x"), "ENOENT"]]) {
    assert.throws(() => open(path!), (error) => {
      assert.ok(error instanceof LogOpenError);
      assert.deepEqual([error.path, error.errno], [path, errno]);
      return true;
    });
  }
});

Deno.test("after closing, writes and renewals do nothing", async () => {
  await using dir = await tempDir();
  const { file, lines } = open(dir.at("x.log"), { maxbytes: 3, backups: 1 });
  file.close();
  file.write(utf8("late"));
  file.reopen();
  file.close();
  await file.flush();
  assert.equal(file.ready(), null);
  assert.equal(Deno.statSync(dir.at("x.log")).size, 0);
  assert.deepEqual(lines, []);
});
