import assert from "node:assert/strict";
import type { ProcessRow } from "#daemon/web/model/process_row.ts";
import { explanation, statusText, statusTip } from "#daemon/web/words/process_words.ts";
import { fakeRow, NOW } from "#tests/web/support/fake_web.ts";

const crash = { text: "exit status 3", at: NOW - 12_000, expected: false, stopped: false };
const done = { text: "exit status 0", at: NOW - 60_000, expected: true, stopped: false };

const CASES: readonly (readonly [given: Partial<ProcessRow>, text: string])[] = [
  [{}, "up 5 s"],
  [{ ending: crash, restarts: 2 }, "up 5 s, restarted after exit status 3"],
  [{ ending: { ...crash, stopped: true }, restarts: 2 }, "up 5 s"],
  [{ ending: crash }, "up 5 s"],
  [{ state: "STARTING" }, "starting"],
  [{ state: "STARTING", tries: 2 }, "starting, attempt 3"],
  [{ state: "STOPPING" }, "stopping for 5 s"],
  [{ state: "STOPPED", since: null }, "not started yet"],
  [{ state: "STOPPED" }, "stopped 5 s ago"],
  [{ state: "EXITED", ending: done }, "finished, exit status 0, 1 min ago"],
  [{ state: "EXITED", ending: crash }, "exit status 3, 12 s ago"],
  [
    { state: "BACKOFF", ending: crash, error: "Exited too quickly (…)", retryAt: NOW + 3500 },
    "exit status 3, 12 s ago, next try in 4 s",
  ],
  [
    { state: "FATAL", error: "can't find command '/x'", since: NOW - 3000 },
    "gave up: can't find command '/x', 3 s ago",
  ],
  [{ state: "UNKNOWN" }, "could not be signalled, its process may still run"],
];

Deno.test("each state is told in words, with the reason and the times that matter", () => {
  for (const [given, text] of CASES) {
    assert.equal(statusText(fakeRow({ name: "a", ...given }), NOW), text, given.state);
  }
});

Deno.test("of a program that runs it is told how the run before ended, and when", () => {
  const row = fakeRow({ name: "a", ending: crash });
  const sentence = "The run before ended with exit status 3, 12 s ago.";
  assert.equal(explanation(row, NOW), `It runs with pid 4711, up 5 s. ${sentence}`);
  assert.match(statusTip(row), /, run before: exit status 3, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  const stopped = fakeRow({ name: "a", ending: { ...crash, stopped: true } });
  assert.equal(explanation(stopped, NOW), "It runs with pid 4711, up 5 s.");
});

Deno.test("the explanation is a sentence in every state", () => {
  for (const [given] of CASES) {
    const sentence = explanation(fakeRow({ name: "a", ...given }), NOW);
    assert.match(sentence, /^It .*\.$/, given.state);
    assert.doesNotMatch(sentence, /undefined|null|NaN|\.\./, given.state);
  }
});
