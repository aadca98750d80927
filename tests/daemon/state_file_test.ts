import assert from "node:assert/strict";
import { StateFile } from "#daemon/state_file.ts";
import { readJournal, startedLine } from "#lib/supervisor/child_journal.ts";
import { stateFilePath } from "#lib/supervisor/state_file_path.ts";
import { tempDir } from "#tests/support/temp.ts";

const UID = Deno.uid()!;
const child = (pid: number) => ({ pid, group: "g", name: `p${pid}`, started: 5 });

async function place() {
  const dir = await tempDir();
  const path = stateFilePath(dir.at("pid"));
  const lines: string[] = [];
  const open = (uid = UID) =>
    new StateFile({ path, uid, log: (level, text) => lines.push(`${level} ${text}`) });
  return { dir, path, lines, open, [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose]() };
}

Deno.test("what a killed daemon left is found by the next one, in a file of its user alone", async () => {
  await using at = await place();
  const first = at.open();
  assert.deepEqual(first.claim(), []);
  for (const pid of [10, 11, 12]) first.add(child(pid));
  first.remove(11);
  assert.equal(Deno.statSync(at.path).mode! & 0o777, 0o600);
  const text = Deno.readTextFileSync(at.path);
  first[Symbol.dispose]();
  // As if it had been killed: its lock is gone, its file is there.
  Deno.writeTextFileSync(at.path, text, { mode: 0o600 });
  using second = at.open();
  assert.deepEqual(second.claim(), [child(10), child(12)]);
  assert.deepEqual(at.lines, []);
});

Deno.test("what was left stays written down until it is seen to: the next daemon may be killed, too", async () => {
  await using at = await place();
  Deno.writeTextFileSync(at.path, [10, 11].map((pid) => startedLine(child(pid))).join(""), {
    mode: 0o600,
  });
  using file = at.open();
  file.claim();
  assert.deepEqual(readJournal(Deno.readTextFileSync(at.path)), [child(10), child(11)]);
  file.remove(10);
  assert.deepEqual(readJournal(Deno.readTextFileSync(at.path)), [child(11)]);
});

// Seen to fail with the old file removed before the new one is there: a daemon that is killed, or whose
// disk is full, in between leaves nothing to the next one.
Deno.test("what was left is told, and stays written down, although no new file can be made", async () => {
  await using at = await place();
  Deno.writeTextFileSync(at.path, startedLine(child(10)), { mode: 0o600 });
  Deno.mkdirSync(`${at.path}.new/full`, { recursive: true });
  using file = at.open();
  assert.deepEqual(file.claim(), [child(10)]);
  assert.match(at.lines.join("\n"), /^warn could not write state file/);
  file.add(child(11));
  assert.deepEqual(readJournal(Deno.readTextFileSync(at.path)), [child(10)]);
  // As soon as it can be made, it has everything.
  Deno.removeSync(`${at.path}.new`, { recursive: true });
  file.add(child(12));
  file.remove(10);
  assert.deepEqual(readJournal(Deno.readTextFileSync(at.path)), [child(11), child(12)]);
  assert.equal(at.lines.length, 1);
});

Deno.test("after its end it makes no file any more", async () => {
  await using at = await place();
  const file = at.open();
  file.claim();
  file.add(child(10));
  file[Symbol.dispose]();
  file.remove(10);
  assert.deepEqual([...Deno.readDirSync(at.dir.path)], []);
});

Deno.test("a daemon that ends by itself leaves no file", async () => {
  await using at = await place();
  const file = at.open();
  file.claim();
  file.add(child(10));
  file[Symbol.dispose]();
  assert.deepEqual([...Deno.readDirSync(at.dir.path)], []);
});

Deno.test("the file of a daemon that lives is left alone", async () => {
  await using at = await place();
  using first = at.open();
  first.claim();
  first.add(child(10));
  using second = at.open();
  assert.deepEqual(second.claim(), []);
  assert.match(at.lines.join("\n"), /^warn .*another daemon uses it/);
  second.add(child(99));
  first.add(child(11));
  assert.deepEqual(
    Deno.readTextFileSync(at.path).trim().split("\n").map((line) => JSON.parse(line)),
    [
      child(10),
      child(11),
    ],
  );
});

Deno.test("a file that others can write, or that is none, names nobody", async () => {
  await using at = await place();
  const plant: readonly (() => void)[] = [
    () => Deno.writeTextFileSync(at.path, JSON.stringify(child(10)) + "\n", { mode: 0o666 }),
    () => {
      Deno.writeTextFileSync(at.dir.at("else"), JSON.stringify(child(10)) + "\n", { mode: 0o600 });
      Deno.symlinkSync(at.dir.at("else"), at.path);
    },
  ];
  for (const act of plant) {
    act();
    if (!Deno.lstatSync(at.path).isSymlink) Deno.chmodSync(at.path, 0o666);
    using file = at.open();
    assert.deepEqual(file.claim(), []);
    assert.match(at.lines.pop()!, /^warn ignored state file/);
    file.add(child(20));
    assert.ok(Deno.lstatSync(at.path).isFile);
  }
  assert.equal(Deno.readTextFileSync(at.dir.at("else")), JSON.stringify(child(10)) + "\n");
});

Deno.test("years of restarts do not make it grow", async () => {
  await using at = await place();
  using file = at.open();
  file.claim();
  for (let pid = 10; pid < 15; pid++) file.add(child(pid));
  for (let round = 0; round < 20_000; round++) {
    file.add(child(100 + round));
    file.remove(100 + round);
  }
  assert.ok(Deno.statSync(at.path).size < 100_000);
  const text = Deno.readTextFileSync(at.path);
  for (let pid = 10; pid < 15; pid++) assert.ok(text.includes(`"p${pid}"`));
});

Deno.test("a directory that is not there costs nothing but a warning", async () => {
  await using at = await place();
  await Deno.remove(at.dir.path);
  using file = at.open();
  assert.deepEqual(file.claim(), []);
  file.add(child(10));
  file.remove(10);
  assert.equal(at.lines.length, 1);
  assert.match(at.lines[0]!, /^warn could not write state file .*the next one will not know/);
  await Deno.mkdir(at.dir.path);
});
