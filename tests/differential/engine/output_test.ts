// needs: supervisor python3
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
