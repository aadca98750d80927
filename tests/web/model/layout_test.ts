import assert from "node:assert/strict";
import { NO_FILTER } from "#daemon/web/model/filter.ts";
import { isSameLayout, layOut, type Section } from "#daemon/web/model/layout.ts";
import { groupLine, headline, summarize } from "#daemon/web/model/summary.ts";
import { fakeRow } from "#tests/web/support/fake_web.ts";

const usageOf = () => undefined;
const worker = (number: number, state: "RUNNING" | "FATAL" = "RUNNING") =>
  fakeRow({ name: `w${number}`, group: "worker", state });
const placed = (sections: readonly Section[]) =>
  sections.map(({ group, rows, open }) => ({ group, specs: rows.map(({ spec }) => spec), open }));

Deno.test("groups of several have a head, programs that stand alone share a section", () => {
  const rows = [
    fakeRow({ name: "a" }),
    fakeRow({ name: "b" }),
    worker(1),
    worker(2),
    fakeRow({ name: "z" }),
  ];
  assert.deepEqual(placed(layOut(rows, { filter: NO_FILTER, usageOf })), [
    { group: null, specs: ["a", "b"], open: true },
    { group: "worker", specs: ["worker:w1", "worker:w2"], open: true },
    { group: null, specs: ["z"], open: true },
  ]);
});

Deno.test("of many processes, groups are folded when all in them are well, and open in a filter", () => {
  const many = Array.from({ length: 20 }, (_, number) => worker(number));
  const folded = (filter = NO_FILTER, rows = many) => !layOut(rows, { filter, usageOf })[0]!.open;
  assert.ok(folded());
  assert.ok(!folded({ ...NO_FILTER, words: "w1" }));
  assert.ok(!folded(NO_FILTER, [...many.slice(1), worker(0, "FATAL")]));
});

Deno.test("a layout is the same when the same processes stand at the same places", () => {
  const laid = (...rows: ReturnType<typeof fakeRow>[]) =>
    layOut(rows, { filter: NO_FILTER, usageOf });
  const one = laid(fakeRow({ name: "a" }), worker(1), worker(2));
  assert.ok(isSameLayout(one, laid(fakeRow({ name: "a" }), worker(1), worker(2, "FATAL"))));
  assert.ok(!isSameLayout(one, laid(fakeRow({ name: "b" }), worker(1), worker(2))));
  assert.ok(!isSameLayout(one, laid(fakeRow({ name: "a" }), worker(1), worker(3))));
  assert.ok(!isSameLayout(one, laid(fakeRow({ name: "a" }), worker(1))));
  assert.ok(!isSameLayout(one, laid(worker(1), worker(2))));
  assert.ok(!isSameLayout(one, one.map((section) => ({ ...section, open: false }))));
});

Deno.test("in another order than by name there are no groups", () => {
  const rows = [worker(1), worker(2, "FATAL")];
  assert.deepEqual(placed(layOut(rows, { filter: { ...NO_FILTER, sort: "state" }, usageOf })), [
    { group: null, specs: ["worker:w2", "worker:w1"], open: true },
  ]);
});

Deno.test("the headline says how all fare", () => {
  const say = (...states: ("RUNNING" | "FATAL" | "STOPPED" | "STARTING")[]) =>
    headline(summarize(states.map((state, at) => fakeRow({ name: `p${at}`, state }))));
  assert.equal(say(), "No programs to manage");
  assert.equal(say("RUNNING"), "It is running");
  assert.equal(say("RUNNING", "RUNNING"), "All 2 are running");
  assert.equal(say("RUNNING", "FATAL"), "1 of 2 is not well");
  assert.equal(say("FATAL", "FATAL", "STOPPED"), "2 of 3 are not well");
  assert.equal(say("RUNNING", "STOPPED", "STARTING"), "1 of 3 is running, 1 on the way, 1 at rest");
});

Deno.test("the line of a group counts what is not running", () => {
  assert.equal(groupLine(summarize([worker(1), worker(2)])), "2 running");
  assert.equal(groupLine(summarize([worker(1), worker(2, "FATAL")])), "1 of 2 running, 1 not well");
});
