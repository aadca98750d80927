// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { PYTHON } from "#tests/support/python.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { percentile } from "../../bench/statistics.ts";
import { listenerScript } from "./listener_script.ts";
import { readRecording, type RecordedEvent } from "./recording.ts";

const BAD = ["slow", "silent", "deaf", "babbling", "dying", "rejecting"] as const;

const EVENTS = 6_000;
const BATCH = 100;
const AHEAD = 1_000;
const DATA = "x".repeat(3_000);

function config(at: SubjectPlace): string {
  const pools = BAD.map((name) =>
    `[eventlistener:${name}]
command=/bin/sh ${import.meta.dirname}/listeners/misbehaving.sh ${name}
events=REMOTE_COMMUNICATION
buffer_size=100000
startsecs=0
autorestart=true
stdout_logfile=NONE
stopasgroup=true
`
  );
  return framed(
    at,
    `${pools.join("\n")}
[eventlistener:good]
command=${listenerScript("recorder.py", at.at("recording"))}
events=REMOTE_COMMUNICATION
buffer_size=${EVENTS}
startsecs=0

[program:clock]
command=${PYTHON} -I -S ${import.meta.dirname}/children/clock.py
stdout_logfile=${at.at("clock.log")}
startsecs=0
`,
  );
}

/** What was measured while events came. */
interface Measured {
  /** Milliseconds that each call took. */
  readonly calls: number[];
  /** Milliseconds between what the clock last wrote and what its log had. */
  readonly lags: number[];
}

async function watch(subject: Subject, done: () => boolean): Promise<Measured> {
  const calls: number[] = [];
  const lags: number[] = [];
  const log = subject.place.at("clock.log");
  while (!done()) {
    const begin = performance.now();
    await subject.rpc("getProcessInfo", "clock");
    calls.push(performance.now() - begin);
    const lines = (await Deno.readTextFile(log)).trimEnd().split("\n");
    lags.push(Date.now() - Number(lines.at(-1)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { calls, lags };
}

/** Sends no faster than the good listener works: a pool holds 8 MB, whoever its listener is. */
async function sendAll(subject: Subject): Promise<void> {
  for (let first = 0; first < EVENTS; first += BATCH) {
    await untilRecorded(subject, first - AHEAD);
    const calls = Array.from({ length: BATCH }, (_, index) => ({
      methodName: "supervisor.sendRemoteCommEvent",
      params: [String(first + index), DATA],
    }));
    await subject.rpc("system.multicall", calls);
  }
}

function untilRecorded(subject: Subject, count: number): Promise<readonly RecordedEvent[]> {
  return until(async () => {
    const events = await readRecording(subject.place.at("recording"));
    return events.length >= count && events;
  }, { within: 120_000, what: `the good listener to have ${count} events`, every: 100 });
}

Deno.test("listeners that misbehave delay nobody, and take no more memory than their buffers", async () => {
  await using subject = await startSubject("denvisord", { config });
  await until(() => Deno.stat(subject.place.at("recording")), {
    within: 20_000,
    what: "the good listener to run",
  });
  const before = residentKilobytes(subject.pid);
  let done = false;
  const watching = watch(subject, () => done);
  let seen: readonly RecordedEvent[];
  try {
    await sendAll(subject);
    seen = await untilRecorded(subject, EVENTS);
  } finally {
    done = true;
    await watching;
  }
  const { calls, lags } = await watching;
  const grown = (residentKilobytes(subject.pid) - before) / 1024;
  console.log(
    `${calls.length} calls: median ${percentile(calls, 0.5).toFixed(0)} ms, ` +
      `worst ${percentile(calls, 1).toFixed(0)} ms; log behind by ${percentile(lags, 0.5)} ms, ` +
      `at worst ${percentile(lags, 1)} ms; ${grown.toFixed(0)} MB more memory`,
  );
  assert.deepEqual(
    seen.map(({ payload }) => payload.slice(0, payload.indexOf("\n"))),
    Array.from({ length: EVENTS }, (_, number) => `type:${number}`),
  );
  assert.ok(percentile(calls, 0.5) < 250, `calls took ${percentile(calls, 0.5)} ms`);
  assert.ok(percentile(calls, 1) < 3_000, `a call took ${percentile(calls, 1)} ms`);
  assert.ok(percentile(lags, 0.5) < 400, `the log was ${percentile(lags, 0.5)} ms behind`);
  assert.ok(percentile(lags, 1) < 3_000, `the log was ${percentile(lags, 1)} ms behind`);
  // 18 MB came for each of six pools that hold 8 MB; the rest is the work of receiving it.
  assert.ok(grown < 200, `${grown} MB more memory`);
  const log = await subject.log();
  assert.match(log, /WARN babbling: has entered the UNKNOWN state and will no longer receive/);
  assert.match(log, /WARN rejecting: event was rejected/);
  assert.match(log, /ERRO pool silent event buffer overflowed, discarding event \d+/);
  assert.doesNotMatch(log, /pool good event buffer overflowed/);
});
