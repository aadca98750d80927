import assert from "node:assert/strict";
import {
  mergeWindows,
  newMoments,
  noteOf,
  unfinishedPart,
} from "#daemon/web/client/log/entries.ts";
import type { LogWindow } from "#daemon/web/logs/log_window.ts";
import type { Moment } from "#daemon/web/model/process_detail.ts";

const window = (text: string, from = 0, file = 1): LogWindow => ({
  file,
  from,
  to: from + new TextEncoder().encode(text).length,
  size: 1000,
  text,
});

const moment = (state: Moment["state"], at: number, stdout: number, stderr = 0): Moment => ({
  at,
  state,
  text: state === "EXITED" ? "exit status 3" : "",
  bad: state === "EXITED",
  stdout: { file: 1, offset: stdout },
  stderr: { file: 1, offset: stderr },
});

const texts = (...given: Parameters<typeof mergeWindows>) =>
  mergeWindows(...given).map((entry) => entry.kind === "note" ? `-- ${entry.jump}` : entry.text);

Deno.test("runs stand one after the other, in each the output and then the errors", () => {
  const windows = { stdout: window("é1\no2\no3\n"), stderr: window("e1\ne2\n") };
  const moments = [
    moment("STARTING", 3, 4, 3),
    moment("EXITED", 2, 4, 3),
    moment("STARTING", 1, 0),
  ];
  assert.deepEqual(texts(windows, moments), [
    "-- start",
    "é1",
    "e1",
    "-- crash",
    "-- start",
    "o2",
    "o3",
    "e2",
  ]);
});

Deno.test("moments before what is loaded, or in another file, leave no note", () => {
  const windows = { stdout: window("a\n", 500), stderr: null };
  assert.deepEqual(texts(windows, [moment("STARTING", 1, 10)]), ["a"]);
  const other = { ...moment("STARTING", 1, 500), stdout: { file: 2, offset: 500 } };
  assert.deepEqual(texts(windows, [other]), ["a"]);
  assert.deepEqual(texts({ stdout: null, stderr: null }, []), []);
});

Deno.test("a clean exit is no crash to jump to", () => {
  const clean = { ...moment("EXITED", 0, 0), bad: false };
  assert.equal((noteOf(clean) as { jump: unknown }).jump, null);
  assert.equal(noteOf(moment("RUNNING", 0, 0)), null);
});

Deno.test("what is new in a timeline is told even when two things came at the same time", () => {
  const known = moment("STARTING", 5, 0);
  const backoff = moment("BACKOFF", 5, 0);
  assert.deepEqual(newMoments([backoff, known], known), [backoff]);
  assert.deepEqual(newMoments([known], known), []);
  assert.deepEqual(newMoments([moment("EXITED", 9, 0), backoff], known), [moment("EXITED", 9, 0)]);
  assert.deepEqual(newMoments([known], undefined), [known]);
});

Deno.test("of a line that is written over only the last state is kept, and none of an endless one", () => {
  assert.equal(unfinishedPart("10 %\r20 %\r30 %"), "30 %");
  assert.equal(unfinishedPart("10 %\r"), "10 %\r");
  assert.equal(unfinishedPart("x".repeat(10_000)), "x".repeat(10_000));
  assert.equal(unfinishedPart("x".repeat(20_000)), null);
});
