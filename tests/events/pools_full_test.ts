// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import type { SubjectKind } from "#tests/support/subject_command.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";
import { readRecording, type RecordedEvent } from "./recording.ts";

/** Data of the events, in order. The last is larger than a pipe. */
const DATA = [
  "a",
  "die b",
  "c",
  "h\u00e9",
  "die \u{1f600}",
  "f",
  "g",
  "\u00e9\u{1f600}x".repeat(60_000),
];

const TEAM = [0, 1, 2];

/** Priorities differ, because supervisord gives a rejected event to pools of the same one (B-01). */
function config(at: SubjectPlace): string {
  const pool = (name: string, priority: number, command: string, more = "") =>
    `[eventlistener:${name}]\ncommand=${command}\npriority=${priority}\n` +
    `events=REMOTE_COMMUNICATION\nstartsecs=0\n${more}\n`;
  return framed(
    at,
    pool(
      "late",
      1,
      listenerScript("recorder.py", at.at("late")),
      "buffer_size=3\nautostart=false\n",
    ) +
      pool("picky", 2, listenerScript("picky.py", at.at("picky")), "autorestart=true\n") +
      pool(
        "team",
        3,
        listenerScript("recorder.py", at.at("team_%(process_num)d")),
        `process_name=%(program_name)s_%(process_num)d\nnumprocs=${TEAM.length}\nbuffer_size=100\n`,
      ) +
      pool("rude", 4, listenerScript("rude.py")) +
      "[program:cat]\ncommand=/bin/cat\nstartsecs=0\n[program:before]\ncommand=/bin/cat\n" +
      "startsecs=0\npriority=-5\n",
  );
}

/** What can be seen of the pools of one daemon. */
interface Observed {
  /** Event by event, with numbers: the pool that was full, and the one whose listener is picky. */
  readonly late: readonly string[];
  readonly picky: readonly string[];
  /** Data of the events that the members of the team had, together. */
  readonly team: readonly string[];
  /** Lines of the log about listeners, those of each in their order. */
  readonly log: readonly string[];
  /** Names of groups, as they were started and as they were stopped. */
  readonly started: readonly string[];
  readonly stopped: readonly string[];
}

async function observe(kind: SubjectKind): Promise<Observed> {
  await using subject = await startSubject(kind, { config });
  const { place } = subject;
  for (const [index, data] of DATA.entries()) {
    await subject.rpc("sendRemoteCommEvent", "t", data);
    await until(async () => (await pickyLines(place)).length === 2 * (index + 1), {
      within: 30_000,
      what: `the picky listener of ${kind} to accept event ${index}`,
    });
    await until(async () => (await teamEvents(place)).length === index + 1, {
      within: 30_000,
      what: `somebody in the team of ${kind} to take event ${index}`,
    });
  }
  await subject.rpc("startProcess", "late");
  const late = await until(async () => {
    const events = await readRecording(place.at("late"));
    return events.length >= 3 && events;
  }, { within: 30_000, what: "the late listener to have three events" });
  await subject.rpc("shutdown");
  await within(subject.exited, { within: 30_000, what: "the daemon to end" });
  const log = await subject.log();
  return {
    late: late.map(({ headers, payload }) =>
      `${headers["poolserial"]} ${headers["serial"]} ${headers["len"]} ${dataOf(payload)}`
    ),
    picky: await pickyLines(place),
    team: (await teamEvents(place)).map(({ payload }) => dataOf(payload)),
    log: log.split("\n").filter((line) => /rejected|bad result|UNKNOWN state|overflowed/.test(line))
      .map((line) => line.replace(/^\S+ \S+ /, "")).toSorted(byPool),
    started: firstOfEach(log, /spawned: '([a-z]+)/g),
    stopped: firstOfEach(log, /stopped: ([a-z]+)/g),
  };
}

/** What pools do at the same time is logged in any order. */
function byPool(one: string, other: string): number {
  const [a = "", b = ""] = [one, other].map((line) => /late|picky|rude/.exec(line)?.[0]);
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstOfEach(log: string, pattern: RegExp): readonly string[] {
  return [...new Set([...log.matchAll(pattern)].map(([, name]) => name!))];
}

async function pickyLines(place: SubjectPlace): Promise<readonly string[]> {
  const text = await Deno.readTextFile(place.at("picky")).catch(() => "");
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").slice(0, -1);
}

/** What all members recorded, in the order of their numbers. */
async function teamEvents(place: SubjectPlace): Promise<readonly RecordedEvent[]> {
  const each = await Promise.all(TEAM.map((number) => readRecording(place.at(`team_${number}`))));
  return each.flat().toSorted((a, b) =>
    Number(a.headers["poolserial"]) - Number(b.headers["poolserial"])
  );
}

function dataOf(payload: string): string {
  return payload.slice(payload.indexOf("\n") + 1);
}

Deno.test("pools buffer, overflow, redeliver and share among members as supervisord's do", async () => {
  const [real, ours] = await Promise.all([observe("supervisord"), observe("denvisord")]);
  assert.deepEqual(ours, real);
  assert.deepEqual(ours.team, DATA);
  assert.deepEqual(ours.picky, DATA.flatMap((data, at) => Array(2).fill(`${at} ${at} ${data}`)));
  const last = DATA.length - 1;
  assert.deepEqual(
    ours.late.map((line) => line.split(" ").slice(0, 3)),
    [last - 2, last - 1, last].map((at) => {
      return [at, at, [...`type:t\n${DATA[at]}`].length].map(String);
    }),
  );
  const count = (text: string) => ours.log.filter((line) => line.includes(text)).length;
  assert.deepEqual([count("late event buffer overflowed"), count("picky: event was rejected")], [
    DATA.length - 3,
    DATA.length - 2,
  ]);
  assert.deepEqual(ours.started.slice(0, 2), ["before", "picky"]);
  assert.deepEqual(ours.stopped.at(-1), "before");
});
