import assert from "node:assert/strict";
import { mergeWindows, noteOf } from "#daemon/web/client/log/entries.ts";
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
