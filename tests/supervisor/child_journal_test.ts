import assert from "node:assert/strict";
import fc from "fast-check";
import { endedLine, readJournal, startedLine } from "#lib/supervisor/child_journal.ts";

const child = (pid: number, name = "a") => ({ pid, group: "g", name, started: 5 });

Deno.test("those live that were started and have not ended", () => {
  const text = startedLine(child(10)) + startedLine(child(11)) + endedLine(10) +
    startedLine(child(12));
  assert.deepEqual(readJournal(text), [child(11), child(12)]);
});

Deno.test("a pid that is used again names the process that had it last", () => {
  const text = startedLine(child(10, "old")) + startedLine(child(11)) +
    startedLine(child(10, "new"));
  assert.deepEqual(readJournal(text), [child(11), child(10, "new")]);
});

Deno.test("wherever a journal is torn, all whole lines count", () => {
  const lines = [startedLine(child(10, "é\n")), endedLine(10), startedLine(child(11))];
  const text = lines.join("");
  for (let end = 0; end <= text.length; end++) {
    const whole = text.slice(0, end).split("\n").length - 1;
    const left = readJournal(text.slice(0, end)).map(({ pid }) => pid);
    // A line that lacks nothing but its newline is whole, too.
    const expected = [[], [10], [], [11]];
    const closed = text.slice(0, end).endsWith("}") ? whole + 1 : whole;
    assert.deepEqual(left, expected[closed], `after ${end} characters`);
  }
});

Deno.test("nothing that is no record names a process, least of all a group of others", () => {
  const odd = ["", "{}", "null", "7", "[]", '{"ended":"x"}', "garbage", "\u0000\u0000"];
  for (const pid of [-1, 0, 1, 1.5, "9", null]) {
    odd.push(JSON.stringify({ pid, group: "g", name: "a", started: 5 }));
  }
  assert.deepEqual(readJournal(odd.join("\n")), []);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    for (const { pid } of readJournal(text)) assert.ok(pid > 1);
  }));
});
