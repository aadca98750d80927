import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";

interface Crashes {
  readonly name: string;
  readonly count: number;
}

Deno.test("the plugin of the example counts crashes, writes them down and stops who crashes too often", async () => {
  await using subject = await startSubject("denvisord", {
    config: (place) =>
      framed(
        place,
        `[program:restless]
command=/bin/false
startsecs=0
autorestart=true
autostart=false

[program:restless2]
command=/bin/false
startsecs=0
autorestart=false
exitcodes=0

[plugin:crashes]
module=${REPOSITORY}/examples/plugin/crashes.ts
allow_write=scratch
journal=${place.scratch("crashes.log")}
alarm=3
`,
      ),
  });
  const list = (): Promise<Crashes[]> => subject.rpc("crashes.list") as Promise<Crashes[]>;
  const once = "restless2:restless2";
  await until(async () => (await list()).length === 1, { within: 10_000, what: "a crash" });
  assert.deepEqual((await list()).map(({ name, count }) => [name, count]), [[once, 1]]);
  assert.equal(await subject.rpc("crashes.forget", once), true);
  assert.deepEqual(await list(), []);
  await assert.rejects(subject.rpc("crashes.forget", once), { code: 10 });

  await subject.rpc("startProcess", "restless", false);
  const stopped = /WARN plugin:crashes: restless:restless crashed 3 times and is stopped\n/;
  await until(async () => stopped.test(await subject.log()), { within: 20_000, what: "the alarm" });
  const journal = await Deno.readTextFile(subject.place.scratch("crashes.log"));
  assert.equal(journal.match(/^\d+ restless:restless \(pid \d+\) crashed$/gm)!.length, 3);
});
