// needs: supervisor python3
import assert from "node:assert/strict";
import { LOG_LEVELS, logLinePrefix, passesLevel } from "#lib/output/log_line.ts";
import type { LogLevel } from "#lib/config/config.ts";
import { python } from "#tests/support/python.ts";

const LEVELS = Object.keys(LOG_LEVELS) as LogLevel[];

Deno.test("a line begins with local time to the millisecond and a level of four letters", () => {
  const wall = new Date(2026, 0, 2, 3, 4, 5, 6).getTime();
  assert.equal(logLinePrefix(wall, "info"), "2026-01-02 03:04:05,006 INFO ");
  const late = new Date(2026, 10, 22, 23, 59, 59, 999).getTime();
  assert.equal(logLinePrefix(late, "blather"), "2026-11-22 23:59:59,999 BLAT ");
});

Deno.test("lines are dated as Supervisor dates them, in winter and in summer", async () => {
  // Halves of a second can be told exactly in binary, so that both round the same way.
  const walls = Array.from({ length: 200 }, (_, n) => 1_700_000_000_500 + n * 171_171_000);
  const script = `
from supervisor import loggers
class Clock:
    def __getattr__(self, name): return getattr(__import__('time'), name)
clock = loggers.time = Clock()
answer = []
for wall in given:
    clock.time = lambda: wall / 1000
    answer.append(loggers.LogRecord(30, 'x').asdict()['asctime'] + ' WARN ')`;
  assert.deepEqual(walls.map((wall) => logLinePrefix(wall, "warn")), await python(script, walls));
});

Deno.test("the levels have Supervisor's names and numbers", async () => {
  const script = `
from supervisor import loggers
answer = [[n, loggers.LOG_LEVELS_BY_NUM[n]] for n in map(loggers.getLevelNumByDescription, given)]`;
  const ours = LEVELS.map((level) => [LOG_LEVELS[level].number, LOG_LEVELS[level].label]);
  assert.deepEqual(ours, await python(script, LEVELS));
});

Deno.test("a threshold lets its own level and the more severe ones pass", () => {
  for (const [at, threshold] of LEVELS.entries()) {
    const passing = LEVELS.filter((level) => passesLevel(level, threshold));
    assert.deepEqual(passing, LEVELS.slice(0, at + 1));
  }
});
