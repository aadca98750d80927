// needs: supervisor python3
import assert from "node:assert/strict";
import { isAlive } from "#tests/support/proc.ts";
import { until } from "#tests/support/deadline.ts";
import { type Keys, program } from "#tests/support/sections.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Run } from "./scenario/scenario.ts";
import {
  ctl,
  killFromOutside,
  look,
  rpc,
  snapshot,
  touch,
  untilEvent,
  untilFile,
  untilLog,
  untilState,
} from "./scenario/steps.ts";

/** Whether the child of `family.py` lives, once it has had the time that a signal needs. */
const childFate = look("the child of the family", async (run: Run) => {
  const pid = Number(await Deno.readTextFile(run.place.scratch("child.pid")));
  try {
    await until(() => !isAlive(pid), { within: 1_000, what: "the child to end" });
    return "ended";
  } catch {
    return "lives";
  }
});

/** A program with a child in its process group. */
function family(way: "stay" | "deaf", keys: Keys = {}): (at: SubjectPlace) => string {
  return (at) =>
    program("a", { command: at.child("family.py", at.scratch(), way), startsecs: 0, ...keys });
}

/** It is stopped; what becomes of its child. */
const familyStops = [
  untilFile("scratch/parent.pid", 1),
  rpc("stopProcess", "a"),
  childFate,
  snapshot(),
];

/** A program that does not end by TERM but when there is a file `go`. */
function waiting(at: SubjectPlace): string {
  const words = ["--ignore", "TERM", "--ready", at.scratch("ready")];
  const command = at.child("puppet.py", ...words, "--when", `${at.scratch("go")}=0`);
  return program("a", { command, startsecs: 0 });
}

registerScenarios([
  {
    name: "Stopping sends TERM and ends in STOPPED",
    rows: ["PROC-011", "PROC-028", "PROC-033"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      rpc("stopProcess", "a"),
      snapshot(),
      rpc("stopProcess", "a"),
      ctl("stop", "a"),
      ctl("status", "a"),
    ],
  },
  {
    name: "The stop signal is configurable and the answer to it is reported",
    rows: ["PROC-011", "PROC-028", "PROC-033"],
    config: (at) =>
      [["INT", 0], ["HUP", 3], ["USR1", 0], ["QUIT", 5], ["2", 1]].map(([signal, code]) =>
        program(`s${signal}`, {
          command: at.child(
            "puppet.py",
            "--exit-on",
            `${signal}=${code}`,
            "--note",
            at.scratch(`note-${signal}`),
            "--ready",
            at.scratch(`ready-${signal}`),
          ),
          startsecs: 0,
          stopsignal: String(signal),
        })
      ).join(""),
    steps: [
      ...["INT", "HUP", "USR1", "QUIT", "2"].flatMap((signal) => [
        untilFile(`scratch/ready-${signal}`, 1),
        untilEvent("PROCESS_STATE_RUNNING", `s${signal}`),
        rpc("stopProcess", `s${signal}`),
        look(
          `signals that s${signal} noted`,
          (run) => Deno.readTextFile(run.place.scratch(`note-${signal}`)),
        ),
      ]),
      snapshot(),
    ],
  },
  {
    name: "A program that ignores the stop signal is killed after stopwaitsecs",
    rows: ["PROC-011", "PROC-029", "PROC-033"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready")),
        startsecs: 0,
        stopwaitsecs: 1,
      }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      rpc("stopProcess", "a"),
      snapshot(),
    ],
  },
  {
    name: "Without stopasgroup a stop leaves the program's children",
    rows: ["PROC-028"],
    config: family("stay"),
    steps: familyStops,
  },
  {
    name: "With stopasgroup a stop reaches the whole process group",
    rows: ["PROC-028"],
    config: family("stay", { stopasgroup: true }),
    steps: familyStops,
  },
  {
    name: "Without killasgroup the SIGKILL hits the program alone",
    rows: ["PROC-029"],
    config: family("deaf", { stopwaitsecs: 1 }),
    steps: familyStops,
  },
  {
    name: "With killasgroup the SIGKILL hits the whole process group",
    rows: ["PROC-029"],
    config: family("deaf", { stopwaitsecs: 1, killasgroup: true }),
    steps: familyStops,
  },
  {
    name: "stopasgroup implies killasgroup",
    rows: ["PROC-029"],
    config: family("deaf", { stopwaitsecs: 1, stopasgroup: true }),
    steps: familyStops,
  },
  {
    name: "Stopping what is not running is a fault",
    rows: ["PROC-011", "PROC-012"],
    config: (at) =>
      program("never", { command: at.child("puppet.py"), autostart: false }) +
      program("fatal", { command: "/bin/sh -c 'exit 1'", startsecs: 3, startretries: 0 }) +
      program("done", { command: "/bin/true", startsecs: 0 }),
    steps: [
      untilEvent("PROCESS_STATE_FATAL", "fatal"),
      untilEvent("PROCESS_STATE_EXITED", "done"),
      rpc("stopProcess", "never"),
      rpc("stopProcess", "fatal"),
      rpc("stopProcess", "done"),
      rpc("stopProcess", "nosuch"),
      ctl("stop", "never", "fatal", "done", "nosuch"),
      snapshot(),
    ],
    ignoreLog: /^INFO success: done /,
  },
  {
    name: "A stop that does not wait answers while the program is stopping",
    rows: ["PROC-011"],
    config: waiting,
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      rpc("stopProcess", "a", false),
      snapshot("stopping"),
      rpc("stopProcess", "a"),
      rpc("signalProcess", "a", "USR1"),
      touch("scratch/go"),
      untilState("a", "STOPPED"),
      snapshot("stopped"),
    ],
  },
  {
    name: "A program that is still starting can be stopped",
    rows: ["PROC-011"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 30 }),
    steps: [untilEvent("PROCESS_STATE_STARTING", "a"), rpc("stopProcess", "a"), snapshot()],
  },
  {
    name: "A stop that is waited for is reported while it lasts",
    rows: ["PROC-030"],
    config: waiting,
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      {
        label: "stop and wait",
        act: async (run) => {
          const stopped = run.subject.rpc("stopProcess", "a");
          await untilLog(/waiting for a to stop/, 2).act(run);
          await touch("scratch/go").act(run);
          return await stopped;
        },
      },
      snapshot(),
    ],
    check: async (run) => {
      const lines = (await run.subject.log()).split("\n");
      const [first, second] = lines.filter((line) => line.endsWith("waiting for a to stop"))
        .map((line) => Date.parse(line.slice(0, 23).replace(",", ".")));
      assert.ok(first && second && second - first >= 2_000, `${first}, ${second}`);
    },
  },
  {
    name: "A program that dies of something else while it is stopping is stopped",
    rows: ["PROC-011", "PROC-009"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready")),
        startsecs: 0,
        autorestart: true,
      }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      rpc("stopProcess", "a", false),
      killFromOutside("a", "SIGINT"),
      untilState("a", "STOPPED"),
      snapshot(),
    ],
  },
  {
    name: "A restart by the client stops and starts",
    rows: ["PROC-011"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      ctl("restart", "a"),
      ctl("stop", "a"),
      ctl("restart", "a"),
      snapshot(),
    ],
  },
]);
