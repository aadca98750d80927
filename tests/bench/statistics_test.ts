import assert from "node:assert/strict";
import { median, percentile, slopeOf } from "../../bench/statistics.ts";

Deno.test("the median is the middle, percentiles are values that were seen", () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(percentile([1, 2, 3, 4], 0.95), 4);
  assert.equal(percentile([4, 2, 3, 1], 0), 1);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("a slope is that of the line of least squares", () => {
  assert.equal(slopeOf([[0, 1], [1, 3], [2, 5]]), 2);
  assert.equal(slopeOf([[0, 0], [1, 1], [2, 0]]), 0);
  assert.equal(slopeOf([[3, 7]]), 0);
  assert.equal(slopeOf([[1, 1], [1, 5]]), 0);
});
