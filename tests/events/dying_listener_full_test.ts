// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { framed } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";
import { readRecording } from "./recording.ts";

const EVENTS = 20_000;
const LIFE = 500;
const BATCH = 1_000;

async function sendAll(subject: Subject): Promise<void> {
  for (let first = 0; first < EVENTS; first += BATCH) {
    const calls = Array.from({ length: BATCH }, (_, index) => ({
      methodName: "supervisor.sendRemoteCommEvent",
      params: ["count", String(first + index)],
    }));
    const answers = await subject.rpc("system.multicall", calls);
    assert.deepEqual(answers, Array(BATCH).fill(true));
  }
}

Deno.test("20,000 events through a listener that dies of every 500th: none lost, all in order", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[eventlistener:mortal]
command=${listenerScript("mortal.py", at.at("given"), LIFE)}
events=REMOTE_COMMUNICATION
buffer_size=${EVENTS}
startsecs=0
autorestart=true

[eventlistener:bystander]
command=${listenerScript("recorder.py", at.at("bystander"))}
events=TICK_5
buffer_size=${EVENTS}
`,
      ),
  });
  await sendAll(subject);
  const given = await until(async () => {
    const text = await Deno.readTextFile(subject.place.at("given"));
    return text.includes(`\n${EVENTS - 1}\n`) && text.trimEnd().split("\n");
  }, { within: 180_000, what: "the last event", every: 250 });

  const expected: string[] = [];
  for (let number = 0, left = LIFE; number < EVENTS;) {
    expected.push(String(number));
    if (--left > 0) number++;
    else {
      // The same event is the first of the next life.
      expected.push("died");
      left = LIFE;
    }
  }
  assert.deepEqual(given, expected);
  const others = await readRecording(subject.place.at("bystander"));
  assert.deepEqual(others.filter(({ headers }) => headers["eventname"] !== "TICK_5"), []);
  assert.doesNotMatch(await subject.log(), /overflowed/);
});
