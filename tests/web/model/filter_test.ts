import assert from "node:assert/strict";
import {
  filterQuery,
  matches,
  NO_FILTER,
  parseFilter,
  sortRows,
} from "#daemon/web/model/filter.ts";
import { fakeRow, NOW } from "#tests/web/support/fake_web.ts";

const query = (text: string) => parseFilter(new URLSearchParams(text));

Deno.test("a filter in an address is read back as it was", () => {
  const filter = { words: "web 1", trouble: true, sort: "cpu" } as const;
  assert.deepEqual(query(filterQuery(filter)), filter);
  assert.equal(filterQuery(NO_FILTER), "");
  assert.deepEqual(query("?sort=nonsense&only=x"), NO_FILTER);
});

Deno.test("every word has to be in the name or the state, in any case", () => {
  const row = fakeRow({ name: "api_01", group: "Web", state: "FATAL" });
  for (const words of ["", "web", "API fatal", "web:api"]) {
    assert.ok(matches(row, { ...NO_FILTER, words }), words);
  }
  assert.ok(!matches(row, { ...NO_FILTER, words: "web running" }));
});

Deno.test("only what is not well leaves out what is at rest because somebody wanted so", () => {
  const only = { ...NO_FILTER, trouble: true };
  const ending = { text: "exit status 1", at: NOW, expected: false, stopped: false };
  assert.ok(matches(fakeRow({ name: "a", state: "EXITED", ending }), only));
  assert.ok(matches(fakeRow({ name: "a", state: "BACKOFF" }), only));
  for (const state of ["RUNNING", "STARTING", "STOPPED"] as const) {
    assert.ok(!matches(fakeRow({ name: "a", state }), only), state);
  }
  const done = { ...ending, expected: true };
  assert.ok(!matches(fakeRow({ name: "a", state: "EXITED", ending: done }), only));
});

Deno.test("rows are sorted by what is asked for and stay in order otherwise", () => {
  const rows = [
    fakeRow({ name: "a", restarts: 1 }),
    fakeRow({ name: "b", state: "FATAL", since: NOW }),
    fakeRow({ name: "c", restarts: 5, state: "STOPPED" }),
  ];
  const usages = new Map([["c", { cpu: 1, memory: 3 }], ["a", { cpu: 9, memory: 1 }]]);
  const order = (sort: "name" | "state" | "uptime" | "restarts" | "cpu" | "memory") =>
    sortRows(rows, { sort, usageOf: (spec) => usages.get(spec) }).map(({ name }) => name).join("");
  assert.equal(order("name"), "abc");
  assert.equal(order("state"), "bca");
  assert.equal(order("uptime"), "bac");
  assert.equal(order("restarts"), "cab");
  assert.equal(order("cpu"), "acb");
  assert.equal(order("memory"), "cab");
});
