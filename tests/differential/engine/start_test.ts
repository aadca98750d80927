// needs: supervisor python3
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { ctl, rpc, snapshot, tell, untilEvent, untilFile, untilState } from "./scenario/steps.ts";
import { stampedStarts } from "./scenario/stamps.ts";

registerScenarios([
  {
    name: "A program with autostart runs once it has stayed up for startsecs",
    rows: ["PROC-001", "PROC-003", "PROC-004", "PROC-033", "LOG-001"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 1 }),
    steps: [untilState("a", "RUNNING"), snapshot(), ctl("status", "a")],
  },
  {
    name: "A program without autostart waits until it is asked for",
    rows: ["PROC-003"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), autostart: false }) +
      program("b", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("b", "RUNNING"),
      snapshot("before"),
      rpc("startProcess", "a"),
      snapshot("after"),
      rpc("startProcess", "a"),
      ctl("start", "a"),
    ],
  },
  {
    name: "A start that does not wait answers while the program is starting",
    rows: ["PROC-003", "PROC-004"],
    config: (at) => program("a", { command: at.child("puppet.py"), autostart: false }),
    steps: [
      rpc("startProcess", "a", false),
      snapshot("at once"),
      rpc("startProcess", "a", false),
      untilState("a", "RUNNING"),
    ],
  },
  {
    name: "A program with startsecs=0 that exits at once went through RUNNING",
    rows: ["PROC-010", "PROC-008", "PROC-056"],
    config: () =>
      program("good", { command: "/bin/sh -c 'exit 0'", startsecs: 0, autorestart: false }) +
      program("bad", { command: "/bin/sh -c 'exit 3'", startsecs: 0, autorestart: false }),
    // supervisord writes this line only if its loop came round before the program had ended.
    ignoreLog: /^INFO success: (good|bad) /,
    steps: [
      untilEvent("PROCESS_STATE_EXITED", "good"),
      untilEvent("PROCESS_STATE_EXITED", "bad"),
      snapshot(),
      ctl("status"),
    ],
  },
  {
    name: "A program that exits too quickly is retried with growing pauses, then given up",
    rows: ["PROC-005", "PROC-006", "PROC-007", "PROC-056"],
    config: (at) =>
      program("a", {
        command: at.child("stamp.bash", at.scratch("a.stamps"), 1),
        startsecs: 3,
        startretries: 2,
      }),
    steps: [untilEvent("PROCESS_STATE_FATAL", "a"), snapshot(), ctl("status", "a")],
    check: async (run) => {
      const [first, second, third, ...more] = await stampedStarts(run.place.scratch("a.stamps"));
      assert.ok(first && second && third && more.length === 0, "three attempts");
      // The pauses are 1 and 2 seconds; supervisord adds up to a second of its loop to each.
      assert.ok(second - first >= 1 && second - first < 2.5, `first pause ${second - first}`);
      assert.ok(third - second >= 2 && third - second < 3.5, `second pause ${third - second}`);
    },
  },
  {
    name: "startretries=0 allows one attempt",
    rows: ["PROC-007"],
    config: () => program("a", { command: "/bin/sh -c 'exit 0'", startsecs: 3, startretries: 0 }),
    steps: [untilEvent("PROCESS_STATE_FATAL", "a"), snapshot()],
  },
  {
    name: "A fatal program can be started again by hand",
    rows: ["PROC-007", "PROC-005"],
    config: (at) =>
      program("a", {
        command: `/bin/sh -c 'test -e ${at.scratch("go")} && exec sleep 1000; exit 4'`,
        startsecs: 3,
        startretries: 0,
      }),
    steps: [
      untilEvent("PROCESS_STATE_FATAL", "a"),
      rpc("startProcess", "a"),
      untilEvent("PROCESS_STATE_FATAL", "a", 2),
      {
        label: "make it succeed",
        act: (run) => Deno.writeTextFile(run.place.scratch("go"), ""),
      },
      rpc("startProcess", "a"),
      snapshot(),
    ],
  },
  {
    name: "A program that succeeds on a retry is running with its retries restored",
    rows: ["PROC-005", "PROC-006", "PROC-004"],
    config: (at) =>
      program("a", {
        command: `/bin/sh -c 'test -e ${at.scratch("go")} && exec ${at.child("puppet.py")}; touch ${
          at.scratch("go")
        }; exit 4'`,
        startsecs: 2,
        startretries: 1,
        autorestart: true,
      }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      tell("a", "exit 0"),
      untilEvent("PROCESS_STATE_RUNNING", "a", 2),
      snapshot(),
    ],
  },
  {
    name: "A program in backoff counts as started",
    rows: ["PROC-005", "PROC-001"],
    config: () => program("a", { command: "/bin/sh -c 'exit 1'", startsecs: 3, startretries: 50 }),
    steps: [
      // The fourth pause is four seconds long, enough for three calls on a busy machine.
      untilEvent("PROCESS_STATE_BACKOFF", "a", 4),
      rpc("startProcess", "a"),
      rpc("signalProcess", "a", "TERM"),
      rpc("stopProcess", "a"),
      snapshot(),
    ],
  },
  {
    name: "A stopped backoff leaves the next start all its retries",
    rows: ["PROC-012"],
    config: () => program("a", { command: "/bin/sh -c 'exit 1'", startsecs: 3, startretries: 2 }),
    steps: [
      // The second pause is two seconds long, enough for a stop in it on a busy machine.
      untilEvent("PROCESS_STATE_BACKOFF", "a", 2),
      rpc("stopProcess", "a"),
      rpc("startProcess", "a"),
      untilEvent("PROCESS_STATE_FATAL", "a"),
      snapshot(),
    ],
    wanted: [{
      ref: "B-19",
      why: "supervisord counts on where the stopped backoff had been",
      adjust: ({ events, log }) => {
        const list = events["a:a"] as string[];
        const of = (name: string, from: string, tries: number) =>
          `PROCESS_STATE_${name} processname:a groupname:a from_state:${from} tries:${tries}`;
        const restarted = list.indexOf(of("STARTING", "STOPPED", 2));
        assert.ok(restarted > 0, "supervisord starts with two tries already used");
        list.splice(
          restarted,
          1,
          of("STARTING", "STOPPED", 0),
          of("BACKOFF", "STARTING", 1),
          of("STARTING", "BACKOFF", 1),
          of("BACKOFF", "STARTING", 2),
          of("STARTING", "BACKOFF", 2),
        );
        const lines = log["a"] as string[];
        const attempt = lines.slice(-3, -1);
        lines.splice(-1, 0, ...attempt, ...attempt);
      },
    }],
  },
  {
    name: "A start that waits tells how the program failed",
    rows: ["PROC-005", "PROC-056"],
    config: () =>
      program("quick", {
        command: "/bin/sh -c 'exit 1'",
        autostart: false,
        startsecs: 3,
        startretries: 0,
      }) +
      program("slow", {
        command: "/bin/sh -c 'sleep 0.4; exit 1'",
        autostart: false,
        startsecs: 3,
        startretries: 0,
      }) +
      program("instant", { command: "/bin/true", autostart: false, startsecs: 0 }),
    steps: [
      rpc("startProcess", "quick"),
      rpc("startProcess", "slow"),
      rpc("startProcess", "instant"),
      rpc("startProcess", "nosuch"),
      rpc("startProcess", "nosuch:*"),
      // supervisord answers before it has given the program up.
      untilEvent("PROCESS_STATE_FATAL", "slow", 1),
      ctl("start", "slow"),
      untilEvent("PROCESS_STATE_FATAL", "slow", 2),
    ],
    ignoreLog: /^INFO success: instant /,
  },
  {
    name: "A start while the program is being stopped is refused",
    rows: ["PROC-014", "PROC-011"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready")),
        startsecs: 0,
        stopwaitsecs: 2,
      }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      rpc("stopProcess", "a", false),
      rpc("startProcess", "a"),
      rpc("stopProcess", "a"),
      untilState("a", "STOPPED"),
      snapshot(),
    ],
  },
]);
