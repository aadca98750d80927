// needs: supervisor python3
import assert from "node:assert/strict";
import { makeFifo } from "#tests/support/fifo.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import {
  look,
  rpc,
  snapshot,
  tell,
  touch,
  untilEvent,
  untilFile,
  untilState,
} from "./scenario/steps.ts";

registerScenarios([
  {
    name: "Output goes to the log byte for byte, after what was there",
    rows: ["LOG-004", "PROC-019"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log"), "from before\n"),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out started"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 20),
      tell("a", "outhex 00ff80c3280a0d0a1b5b306d"),
      untilFile("a.log", 32),
      tell("a", "err to the other"),
      untilFile("a.err", 13),
      tell("a", "out no loss"),
      untilFile("a.log", 40),
    ],
  },
  {
    name: "With redirect_stderr the order of both streams is kept",
    rows: ["PROC-019", "LOG-004"],
    config: (at) =>
      program("a", {
        command: at.child("alternate.py", 300),
        startsecs: 0,
        autorestart: false,
        redirect_stderr: true,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [untilEvent("PROCESS_STATE_EXITED", "a")],
    ignoreLog: /^INFO success: a /,
  },
  {
    name: "What a program wrote just before it ended is in its log",
    rows: ["PROC-057", "LOG-004"],
    config: (at) =>
      program("a", {
        command: at.child("flood.py", 300_000),
        startsecs: 0,
        autorestart: false,
        stdout_logfile: at.at("a.log"),
      }) +
      program("b", {
        command: `/bin/sh -c 'echo last words >&2; exit 3'`,
        startsecs: 0,
        autorestart: false,
        stderr_logfile: at.at("b.err"),
      }),
    steps: [untilEvent("PROCESS_STATE_EXITED", "a"), untilEvent("PROCESS_STATE_EXITED", "b")],
    ignoreLog: /^INFO success: [ab] /,
  },
  {
    name: "A descendant that keeps the pipe does not delay the notice of an exit",
    rows: ["PROC-057", "PROC-008"],
    config: (at) =>
      program("a", {
        command: at.child("family.py", at.scratch(), "session"),
        startsecs: 0,
        autorestart: false,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilEvent("PROCESS_STATE_EXITED", "a"),
      snapshot(),
      touch("scratch/speak"),
      untilFile("scratch/child.spoke", 1),
      look(
        "what became of the descendant's words",
        (run) => Deno.readTextFile(run.place.scratch("child.spoke")),
      ),
    ],
    ignoreLog: /^INFO success: a /,
  },
  {
    name: "Without log files the output is read and dropped",
    rows: ["LOG-009"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: "NONE",
        stderr_logfile: "off",
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "bytes 200000"),
      tell("a", `touch written`),
      rpc("readProcessStdoutLog", "a", 0, 0),
      rpc("readProcessStderrLog", "a", 0, 0),
      rpc("tailProcessStdoutLog", "a", 0, 100),
      snapshot(),
      rpc("clearProcessLogs", "a"),
      untilFile("written"),
    ],
  },
  {
    name: "Automatic logs are private and named after process and identifier",
    rows: ["LOG-007", "CFG-063", "CFG-068"],
    frame: () => ({ supervisord: { identifier: "unit.1" } }),
    config: (at) =>
      program("a", { command: at.child("puppet.py", "--do", '"out x"'), startsecs: 0 }) +
      program("b", {
        command: at.child("puppet.py", "--do", '"err y"'),
        startsecs: 0,
        redirect_stderr: true,
      }) +
      program("late", { command: "/bin/true", autostart: false }),
    steps: [
      untilState("a", "RUNNING"),
      untilState("b", "RUNNING"),
      {
        label: "until both wrote",
        act: async (run) => {
          for (const name of ["a", "b"]) {
            const { stdout_logfile } = await run.subject.rpc("getProcessInfo", name) as {
              stdout_logfile: string;
            };
            await untilFile(stdout_logfile.slice(run.place.dir.length + 1), 2).act(run);
          }
        },
      },
      snapshot(),
    ],
  },
  {
    name: "Automatic logs of earlier runs are removed at the start, others stay",
    rows: ["LOG-008", "PROC-043"],
    frame: () => ({ supervisord: { identifier: "unit" } }),
    prepare: async (at) => {
      for (
        const name of [
          "a-stdout---unit-abc12345.log",
          "a-stdout---unit-abc12345.log.1",
          "a-stderr---unit-abc12345.log.99",
          "gone-stdout---unit-zzzzzzzz.log",
          "a-stdout---other-abc12345.log",
          "a-stdout--unit-abc12345.log",
          "---unit-abc12345.log",
          "a-stdout---unit-abc12345.txt",
          "unrelated.log",
        ]
      ) await Deno.writeTextFile(at.at("childlogs", name), "old\n");
    },
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
    check: (_run, { files }) => {
      const names = Object.keys(files);
      assert.ok(names.includes("childlogs/unrelated.log"), "unrelated files stay");
      assert.ok(!names.some((name) => name.includes("gone")), "old logs go");
    },
  },
  {
    name: "nocleanup keeps the automatic logs of earlier runs",
    rows: ["LOG-008", "CFG-062"],
    frame: () => ({ supervisord: { identifier: "unit", nocleanup: "true" } }),
    prepare: (at) =>
      Deno.writeTextFile(at.at("childlogs", "a-stdout---unit-abc12345.log"), "old\n"),
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
  },
  {
    name: "Clearing the logs of a running program starts them anew",
    rows: ["LOG-010"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log.1"), "rotated\n"),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out first"', "--do", '"err first"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }) + program("quiet", { command: "/bin/sleep 1000", startsecs: 0, stdout_logfile: "NONE" }),
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 6),
      untilFile("a.err", 6),
      rpc("clearProcessLogs", "a"),
      rpc("clearProcessLog", "quiet"),
      rpc("clearProcessLogs", "nosuch"),
      tell("a", "out second"),
      untilFile("a.log", 7),
      rpc("readProcessStdoutLog", "a", 0, 0),
    ],
    // Whether a cleared automatic log keeps its private mode is not promised.
    ignoreFiles: /^childlogs\//,
  },
  {
    name: "Clearing the logs of a stopped program clears them",
    rows: ["LOG-010"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log"), "old\n"),
    config: (at) =>
      program("a", { command: "/bin/true", autostart: false, stdout_logfile: at.at("a.log") }),
    steps: [rpc("clearProcessLogs", "a"), rpc("readProcessStdoutLog", "a", 0, 0)],
    ignoreFiles: /^a\.log$/,
    wanted: [{
      ref: "B-03",
      why: "supervisord reports success and leaves the file as it is",
      adjust: (expected) => {
        const read = expected.results[1];
        assert.equal(read?.[1], "old\n");
        read[1] = "";
      },
    }],
    check: (run, observed) => {
      if (run.kind === "supervisord") return;
      // Truncated or removed, both are clear; a removed file cannot be read.
      const read = observed.results[1];
      if (read?.[1] !== "") {
        assert.deepEqual(read?.[1], { fault: 20, text: "NO_FILE: @DIR@/a.log" });
        read[1] = "";
      }
    },
  },
  {
    name: "Colours and cursor movements are stripped where that is asked for",
    rows: ["LOG-014", "CFG-066"],
    frame: () => ({ supervisord: { strip_ansi: "true" } }),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stdout_events_enabled: true,
      }),
    steps: [
      untilState("a", "RUNNING"),
      // ESC[31mred ESC[0m, ESC]0;t BEL, ESC[?25hx, ESC[1;5~z m end, each in its own write.
      ...["1b5b33316d726564201b5b306d0a", "1b5d303b74070a", "1b5b3f323568780a"].flatMap(
        (hex, index) => [
          tell("a", `outhex ${hex}`),
          untilFile("a.log", [5, 11, 13][index] ?? 0),
        ],
      ),
      tell("a", "outhex 1b5b313b357e7a206d20656e640a"),
      untilFile("a.log", 18),
    ],
  },
  {
    name: "Logged output is an event where that is asked for",
    rows: ["LOG-004", "EVT-012", "EVT-013", "EVT-043"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_events_enabled: true,
        stderr_events_enabled: true,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "out grüße"),
      untilFile("a.log", 8),
      tell("a", "err bad"),
      untilFile("a.err", 4),
      tell("a", "errhex 6101ff0a27"),
      untilFile("a.err", 9),
    ],
    // An undecodable piece is its own event; the pieces of the other stream are read one by one.
  },
  {
    name: "A FIFO can be a log",
    rows: ["LOG-006"],
    prepare: (at) => makeFifo(at.at("pipe")),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        autostart: false,
        startsecs: 0,
        stdout_logfile: at.at("pipe"),
        stdout_logfile_maxbytes: 0,
      }),
    steps: [
      {
        label: "start with a reader on the FIFO",
        act: async (run) => {
          const reading = new Deno.Command("/usr/bin/head", {
            args: ["-c", "12", run.place.at("pipe")],
          }).output();
          const started = await run.subject.rpc("startProcess", "a");
          await run.subject.rpc("sendProcessStdin", "a", "out one\nout two\nout three\n");
          return [started, new TextDecoder().decode((await reading).stdout)];
        },
      },
    ],
  },
]);
