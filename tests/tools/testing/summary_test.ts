import assert from "node:assert/strict";
import { parseTestSummary, summaryLine } from "#tools/testing/summary.ts";

const OUTPUTS: readonly (readonly [output: string, counts: readonly number[] | null])[] = [
  ["ok | 41 passed | 0 failed (226ms)\n", [41, 0, 0]],
  ["\nFAILED | 40 passed | 2 failed (243ms)\n\nerror: Test failed\n", [40, 2, 0]],
  ["ok | 3 passed (12 steps) | 0 failed | 1 ignored (1s)\n", [3, 0, 1]],
  ["FAILED | 3 passed (1 step) | 1 failed (1 step) | 2 ignored | 4 filtered out (1s)", [3, 1, 2]],
  ["ok | 1 passed | 0 failed (1ms)\n a line \nok | 2 passed | 0 failed (2ms)\n", [2, 0, 0]],
  ["error: Type checking failed.\n", null],
  ["a test printed: ok | 1 passed | 0 failed\n", null],
];

for (const [output, counts] of OUTPUTS) {
  Deno.test(`the summary of ${JSON.stringify(output)} is ${counts}`, () => {
    const summary = parseTestSummary(output);
    assert.deepEqual(summary && [summary.passed, summary.failed, summary.ignored], counts);
  });
}

Deno.test("the last line is plain", () => {
  assert.equal(summaryLine({ passed: 12, failed: 0 }), "12 passed, 0 failed");
});
