import assert from "node:assert/strict";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { NetworkFile } from "#daemon/output/network_file.ts";
import { isNetworkMount } from "#daemon/output/network_mount.ts";
import { until, within } from "#tests/support/deadline.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

function open(path: string, settings: { maxbytes?: number; backups?: number } = {}): {
  file: NetworkFile;
  lines: string[];
} {
  const { lines, log } = new LogLines();
  const options = { maxbytes: 0, backups: 0, ...settings, log, clock: new SystemClock() };
  return { file: new NetworkFile(path, options), lines };
}

function text(...paths: readonly string[]): string {
  return paths.map((path) => Deno.readTextFileSync(path)).join("");
}

Deno.test("writes arrive in order, and rotation keeps every byte", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file, lines } = open(path, { maxbytes: 100, backups: 3 });
  let expected = "";
  for (let n = 0; n < 12; n++) {
    const line = `${String(n).padStart(19, "0")}\n`;
    file.write(utf8(line));
    expected += line;
    if (n % 3 === 2) await file.flush();
  }
  await file.flush();
  file.close();
  const backups = [2, 1].map((n) => `${path}.${n}`);
  await until(() => text(...backups, path) === expected, { within: 5000, what: "all lines" });
  assert.deepEqual(lines, []);
});

Deno.test("without backups a full file is emptied, and one that was emptied from outside is not rotated", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file } = open(path, { maxbytes: 10 });
  file.write(utf8("0123456789"));
  await file.flush();
  await until(() => text(path) === "", { within: 5000, what: "an empty file" });
  file.write(utf8("12345678"));
  await file.flush();
  Deno.truncateSync(path, 0);
  file.write(utf8("abc"));
  await file.flush();
  await until(() => text(path) === "abc", { within: 5000, what: "the last write" });
  file.close();
});

Deno.test("a file is reopened and cleared in turn with what is written", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file, lines } = open(path);
  file.write(utf8("one"));
  await file.flush();
  Deno.renameSync(path, dir.at("old"));
  file.reopen();
  file.write(utf8("two"));
  await file.flush();
  assert.deepEqual([text(dir.at("old")), text(path)], ["one", "two"]);
  file.clear();
  file.write(utf8("three"));
  await file.flush();
  assert.equal(text(path), "three");
  Deno.removeSync(path);
  Deno.mkdirSync(path);
  file.reopen();
  await until(() => lines.length === 1, { within: 5000, what: "the failure" });
  assert.match(lines[0]!, /Cannot renew log '.*x\.log', the file before stays in use: EISDIR/);
  file.close();
});

Deno.test("a mount that hangs costs no time and a bounded number of bytes, and goes on where it stopped", async () => {
  await using dir = await tempDir();
  const path = dir.at("x.log");
  const { file, lines } = open(path);
  await until(() => Deno.statSync(path), { within: 5000, what: "the file" });
  // Opening a FIFO hangs until it has a reader, as anything does on a mount without its server.
  Deno.renameSync(path, dir.at("aside"));
  await makeFifo(path);
  file.reopen();
  const begun = performance.now();
  const chunk = new Uint8Array(64 * 1024).fill(65);
  for (let n = 0; n < 30; n++) file.write(chunk);
  assert.ok(performance.now() - begun < 1000);
  assert.equal(file.lost, 14 * chunk.length);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /takes no more/);
  const ready = file.ready();
  assert.ok(ready !== null);
  await within(file.flush(), { within: 3000, what: "the end of patience" });
  using reader = await Deno.open(path);
  let bytes = 0;
  const buffer = new Uint8Array(chunk.length);
  while (bytes < 16 * chunk.length) bytes += await reader.read(buffer) ?? 0;
  await within(ready, { within: 5000, what: "room" });
  await file.flush();
  assert.equal(bytes, 16 * chunk.length);
  file.close();
});

// Seen to fail with the file opened by the constructor alone.
Deno.test("a log on a mount that cannot be opened is told, and opened as soon as it can be", async () => {
  await using dir = await tempDir();
  const path = dir.at("none", "x.log");
  const { file, lines } = open(path);
  await until(() => lines.length === 1, { within: 5000, what: "the failure" });
  assert.match(lines[0]!, /Cannot open log '.*x\.log' \(ENOENT\)/);
  Deno.mkdirSync(dir.at("none"));
  await until(() => {
    file.write(utf8("x"));
    return Deno.statSync(path).size > 0;
  }, { within: 5000, what: "the file" });
  file.close();
});

Deno.test("a local directory and one that is not there are no network mounts", async () => {
  await using dir = await tempDir();
  assert.deepEqual([dir.path, dir.at("none"), "/proc"].map(isNetworkMount), [false, false, false]);
});
