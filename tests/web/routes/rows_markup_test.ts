import assert from "node:assert/strict";
import * as fc from "fast-check";
import { renderToString } from "#daemon/web/jsx/string_runtime.ts";
import type { ProcessRow } from "#daemon/web/model/process_row.ts";
import type { UsageReport } from "#daemon/web/model/usage.ts";
import { RowsMarkup, type RowsRequest } from "#daemon/web/routes/rows_markup.tsx";
import { fakeRow, NOW } from "#tests/web/support/fake_web.ts";

const NOTHING: UsageReport = {
  usages: new Map(),
  curves: new Map(),
  memories: new Map(),
  problem: null,
};

interface Asked extends RowsRequest {
  readonly from: number;
  readonly member: boolean;
}

function markup(kept: RowsMarkup, rows: readonly ProcessRow[], asked: Asked): string {
  kept.begin();
  return renderToString(kept.of(rows, { from: asked.from, member: asked.member }, asked));
}

/** What may come between two pages: another process at a place, time, a sample, another page beside. */
const step = fc.record({
  at: fc.nat(99),
  change: fc.constantFrom("nothing", "state", "gone", "order"),
  later: fc.constantFrom(0, 0, 1000, 70_000),
  sampled: fc.boolean(),
  current: fc.constantFrom(undefined, "p7", "p40"),
  from: fc.constantFrom(0, 1, 2),
  member: fc.boolean(),
});

Deno.test("whatever changes between two pages, the kept rows are those that would be made anew", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const kept = new RowsMarkup();
      let rows: readonly ProcessRow[] = Array.from(
        { length: 100 },
        (_, at) => fakeRow({ name: `p${at}` }),
      );
      let [now, usage] = [NOW, NOTHING];
      for (const { at, change, later, sampled, current, from, member } of steps) {
        now += later;
        if (sampled) {
          const used = new Map(rows.map(({ spec }) => [spec, { cpu: at % 2, memory: 1 }]));
          const curves = new Map(rows.map(({ spec }) => [spec, [0, at % 7, 1]]));
          usage = { ...NOTHING, usages: used, curves };
        }
        const row = rows[at % rows.length]!;
        if (change === "state") {
          rows = rows.with(at % rows.length, { ...row, state: "STOPPED", since: now });
        }
        if (change === "gone" && rows.length > 60) rows = rows.filter((each) => each !== row);
        if (change === "order") rows = rows.toReversed();
        const asked = { now, usage, current, from, member };
        assert.equal(markup(kept, rows, asked), markup(new RowsMarkup(), rows, asked));
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("the marks are the same for the same rows, and others for others", () => {
  const kept = new RowsMarkup();
  const rows = Array.from({ length: 100 }, (_, at) => fakeRow({ name: `p${at}` }));
  const asked = { now: NOW, usage: NOTHING, current: undefined, from: 0, member: false };
  const marks = (shown: readonly ProcessRow[], more: Partial<Asked> = {}) => {
    markup(kept, shown, { ...asked, ...more });
    return JSON.stringify(kept.marks);
  };
  const first = marks(rows);
  assert.equal(marks(rows), first);
  const others = [
    marks(rows, { now: NOW + 1000 }),
    marks(rows, { current: "p50" }),
    marks(rows, { member: true }),
    marks(rows.with(99, { ...rows[99]!, state: "STOPPED" })),
    marks(rows.slice(1)),
    marks(rows.slice(0, 99)),
    marks(rows, { usage: { ...NOTHING, usages: new Map([["p3", { cpu: 1, memory: 1 }]]) } }),
  ];
  assert.equal(new Set([first, ...others]).size, others.length + 1);
  assert.ok(first.length < 500, "shorter than what they stand for");
});
