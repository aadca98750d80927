import assert from "node:assert/strict";
import { parseTestSummary, summaryLine } from "#tools/testing/summary.ts";

const OUTPUTS: readonly (readonly [output: string, counts: readonly number[] | null])[] = [
  ["ok | 41 passed | 0 failed (226ms)\n", [41, 0]],
  ["\nFAILED | 40 passed | 2 failed (243ms)\n\nerror: Test failed\n", [40, 2]],
  ["ok | 3 passed (12 steps) | 0 failed | 1 ignored (1s)\n", [3, 0]],
  ["FAILED | 3 passed (1 step) | 1 failed (1 step) | 2 ignored | 4 filtered out (1s)", [3, 1]],
  ["ok | 1 passed | 0 failed (1ms)\n a line \nok | 2 passed | 0 failed (2ms)\n", [2, 0]],
  ["error: Type checking failed.\n", null],
  ["a test printed: ok | 1 passed | 0 failed\n", null],
];

for (const [output, counts] of OUTPUTS) {
  Deno.test(`the summary of ${JSON.stringify(output)} is ${counts}`, () => {
    const summary = parseTestSummary(output);
    assert.deepEqual(summary && [summary.passed, summary.failed], counts);
  });
}

Deno.test("tests that ignore themselves are known by name", () => {
  const output =
    "./tests/a_test.ts => one ... ok (1ms)\n./tests/a_test.ts => two ... ignored (0ms)\n" +
    "\nok | 1 passed | 0 failed | 1 ignored (1s)\n";
  assert.deepEqual(parseTestSummary(output)?.ignored, ["./tests/a_test.ts => two"]);
});

Deno.test("files with failures are known by the path that was run, each once", () => {
  const output = "./tests/a_test.ts => one ... FAILED (398µs)\n" +
    "./tests/b_test.ts => two ... ok (1ms)\n./tests/a_test.ts => three ... FAILED (2s)\n" +
    "\none => ./tests/support/register.ts:1:2\nthree => ./tests/a_test.ts:9:2\n" +
    "\nFAILED | 1 passed | 2 failed (1s)\n";
  assert.deepEqual(parseTestSummary(output)?.failedPaths, ["./tests/a_test.ts"]);
});

Deno.test("the last line is plain", () => {
  assert.equal(summaryLine({ passed: 12, failed: 0 }), "12 passed, 0 failed");
});
