import assert from "node:assert/strict";
import { SECTIONS } from "#lib/config/options.ts";
import { configReference } from "#lib/config/reference.ts";

Deno.test("the reference has a chapter for each section and a row for each key", () => {
  const text = configReference();
  const chapters = text.split(/^## /m).slice(1);
  assert.equal(chapters.length, SECTIONS.length);
  SECTIONS.forEach(({ options }, index) => {
    const rows = chapters[index]!.split("\n").filter((line) => line.startsWith("| `"));
    assert.deepEqual(rows.map((row) => row.split("`")[1]), Object.keys(options));
    for (const row of rows) assert.equal(row.split(/(?<!\\)\|/).length, 7, row);
  });
});

Deno.test("the reference tells required keys, computed defaults and keys of its own", () => {
  const text = configReference();
  assert.match(text, /^\| `command` \| text \| required \| 3\.0 \| Command line of the program; /m);
  assert.match(text, /^\| `killasgroup` \| boolean \| the value of stopasgroup \| 3\.0a11 \|/m);
  assert.match(text, /^\| `orphans` \| orphans \| `report` \| Denvisor only \|/m);
});
