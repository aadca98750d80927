// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { RotatingFile } from "#daemon/output/log_file.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { python } from "#tests/support/python.ts";
import { tempDir } from "#tests/support/temp.ts";
import { utf8 } from "./bytes.ts";
import { LogLines } from "./log_lines.ts";

interface Case {
  readonly maxbytes: number;
  readonly backups: number;
  /** Content before the first write; `null` = no file. */
  readonly before: string | null;
  readonly writes: readonly string[];
}

/** Supervisor's handler on the same writes; the answer is name to content for each case. */
const THEIRS = `
import os
from supervisor.loggers import getLogger, handle_file
directory, cases = given
answer = []
for number, case in enumerate(cases):
    place = os.path.join(directory, str(number)); os.mkdir(place)
    path = os.path.join(place, 'x.log')
    if case['before'] is not None: open(path, 'w').write(case['before'])
    logger = getLogger()
    handle_file(logger, path, '%(message)s', not not case['maxbytes'], case['maxbytes'], case['backups'])
    for text in case['writes']: logger.info(text.encode())
    logger.close()
    answer.append({n: open(os.path.join(place, n)).read() for n in sorted(os.listdir(place))})`;

Deno.test("rotation leaves the files with the contents that Supervisor leaves", async () => {
  await using dir = await tempDir();
  const text = fc.integer({ min: 1, max: 60 }).map((length) => "x".repeat(length - 1) + "\n");
  const one = fc.record({
    maxbytes: fc.integer({ min: 0, max: 120 }),
    backups: fc.integer({ min: -1, max: 5 }),
    before: fc.option(fc.integer({ min: 0, max: 200 }).map((length) => "b".repeat(length))),
    writes: fc.array(text, { maxLength: 30 }),
  });
  const numbered = fc.sample(one, { numRuns: 150, seed: 9 }).map((sample): Case => ({
    ...sample,
    writes: sample.writes.map((line, n) => `${n}:${line}`),
  }));
  Deno.mkdirSync(dir.at("ours"));
  Deno.mkdirSync(dir.at("theirs"));
  const theirs = await python(THEIRS, [dir.at("theirs"), numbered]);
  assert.deepEqual(numbered.map((sample, n) => ours(dir.at("ours", String(n)), sample)), theirs);
});

function ours(place: string, sample: Case): Record<string, string> {
  Deno.mkdirSync(place);
  const path = `${place}/x.log`;
  if (sample.before !== null) Deno.writeTextFileSync(path, sample.before);
  const { lines, log } = new LogLines();
  const file = new RotatingFile(path, { ...sample, log, clock: new FakeClock() });
  for (const text of sample.writes) file.write(utf8(text));
  file.close();
  assert.deepEqual(lines, []);
  const names = Array.from(Deno.readDirSync(place), (entry) => entry.name).sort();
  return Object.fromEntries(
    names.map((name) => [name, Deno.readTextFileSync(`${place}/${name}`)]),
  );
}
