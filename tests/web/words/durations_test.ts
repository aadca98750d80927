import assert from "node:assert/strict";
import {
  bytesText,
  cTime,
  durationText,
  momentTime,
  percentText,
  roughDuration,
} from "#daemon/web/words/durations.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

Deno.test("durations have at most two units", () => {
  assert.equal(durationText(-5), "0 s");
  assert.equal(durationText(59_999), "59 s");
  assert.equal(durationText(MINUTE + 5 * SECOND), "1 min 05 s");
  assert.equal(durationText(HOUR - 1), "59 min 59 s");
  assert.equal(durationText(3 * HOUR + 4 * MINUTE), "3 h 04 min");
  assert.equal(durationText(2 * DAY + 3 * HOUR + 59 * MINUTE), "2 d 3 h");
});

Deno.test("rough durations have one", () => {
  assert.equal(roughDuration(61 * SECOND), "1 min");
  assert.equal(roughDuration(DAY - 1), "23 h");
  assert.equal(roughDuration(9 * DAY), "9 d");
});

Deno.test("ctime has Supervisor's form, with a blank before a single digit", () => {
  assert.equal(cTime(new Date(2026, 10, 1, 3, 4, 5).getTime()), "Sun Nov  1 03:04:05 2026");
  assert.equal(cTime(new Date(2026, 10, 22, 13, 5, 55).getTime()), "Sun Nov 22 13:05:55 2026");
});

Deno.test("a moment of another day has its date, one of another year that too", () => {
  const now = new Date(2026, 10, 22, 0, 0, 1).getTime();
  assert.equal(momentTime(new Date(2026, 10, 22, 23, 5, 9).getTime(), now), "23:05:09");
  assert.equal(momentTime(new Date(2026, 10, 21, 23, 5, 9).getTime(), now), "Nov 21 23:05:09");
  assert.equal(momentTime(new Date(2025, 11, 3, 3, 5, 9).getTime(), now), "Dec 3 2025 03:05:09");
});

Deno.test("sizes have two or three digits", () => {
  assert.equal(bytesText(999), "999 B");
  assert.equal(bytesText(1000), "1.0 kB");
  assert.equal(bytesText(12_345_678), "12 MB");
  assert.equal(bytesText(999_600), "1.0 MB");
  assert.equal(bytesText(5e15), "5000 TB");
});

Deno.test("percentages too", () => {
  assert.equal(percentText(0.01), "0 %");
  assert.equal(percentText(0.44), "0.4 %");
  assert.equal(percentText(9.97), "10 %");
  assert.equal(percentText(199.6), "200 %");
});
