// needs: supervisor python3
import { until } from "#tests/support/deadline.ts";
import { filesBesideDebugger } from "#tests/support/debugger_port.ts";
import { zombiesUnder } from "#tests/support/proc.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import {
  ctl,
  killFromOutside,
  look,
  rpc,
  snapshot,
  tell,
  untilEvent,
  untilState,
} from "./scenario/steps.ts";

registerScenarios([
  {
    name: "An exit code of the list is expected and ends the program",
    rows: ["PROC-008", "PROC-009"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0, exitcodes: "0,2" }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "exit 2"),
      untilEvent("PROCESS_STATE_EXITED", "a"),
      snapshot(),
      ctl("status", "a"),
    ],
  },
  {
    name: "An unexpected exit code restarts the program, an expected one does not",
    rows: ["PROC-008", "PROC-009"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        exitcodes: "0,2",
        autorestart: "unexpected",
      }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      tell("a", "exit 1"),
      untilEvent("PROCESS_STATE_RUNNING", "a", 2),
      tell("a", "exit 0"),
      untilEvent("PROCESS_STATE_EXITED", "a", 2),
      snapshot(),
    ],
  },
  {
    name: "autorestart=true restarts after every exit",
    rows: ["PROC-009"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0, autorestart: true }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      tell("a", "exit 0"),
      untilEvent("PROCESS_STATE_RUNNING", "a", 2),
      tell("a", "exit 7"),
      untilEvent("PROCESS_STATE_RUNNING", "a", 3),
      snapshot(),
    ],
  },
  {
    name: "autorestart=false leaves a failed program alone",
    rows: ["PROC-008", "PROC-009", "PROC-056"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0, autorestart: false }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      tell("a", "exit 9"),
      untilEvent("PROCESS_STATE_EXITED", "a"),
      snapshot(),
      rpc("startProcess", "a"),
      snapshot("started again"),
    ],
  },
  {
    name: "An empty list of exit codes expects nothing",
    rows: ["PROC-008"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        exitcodes: "",
        autorestart: false,
      }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      tell("a", "exit 0"),
      untilEvent("PROCESS_STATE_EXITED", "a"),
      snapshot(),
    ],
  },
  {
    name: "Death by a signal is never expected",
    rows: ["PROC-008", "PROC-035", "PROC-056"],
    config: (at) =>
      ["KILL", "SEGV", "HUP", "TERM", "USR1"].map((signal) =>
        program(signal.toLowerCase(), {
          command: at.child("puppet.py"),
          startsecs: 0,
          autorestart: false,
        })
      ).join(""),
    steps: [
      ...["kill", "segv", "hup", "term", "usr1"].flatMap((name) => [
        untilEvent("PROCESS_STATE_RUNNING", name),
        tell(name, `die ${name.toUpperCase()}`),
        untilEvent("PROCESS_STATE_EXITED", name),
      ]),
      snapshot(),
    ],
  },
  {
    name: "Death by a realtime signal is reported by its name or number",
    rows: ["PROC-035"],
    config: (at) =>
      ["34", "35", "64"].map((signal) =>
        program(`s${signal}`, {
          command: at.child("puppet.py"),
          startsecs: 0,
          autorestart: false,
        })
      ).join(""),
    steps: [
      ...["34", "35", "64"].flatMap((signal) => [
        untilEvent("PROCESS_STATE_RUNNING", `s${signal}`),
        tell(`s${signal}`, `die ${signal}`),
        untilEvent("PROCESS_STATE_EXITED", `s${signal}`),
      ]),
      snapshot(),
    ],
  },
  {
    name: "A program killed from outside is started again",
    rows: ["PROC-008", "PROC-009", "PROC-039"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      killFromOutside("a", "SIGKILL"),
      untilEvent("PROCESS_STATE_RUNNING", "a", 2),
      snapshot(),
    ],
  },
  {
    name: "Many exits leave no zombie and no open descriptor",
    rows: ["PROC-032", "PROC-039", "PROC-057"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0, autorestart: true }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "a"),
      look("what is left of four processes", async (run) => {
        const descriptors = () => filesBesideDebugger(run.subject.pid).length;
        const before = descriptors();
        for (let round = 2; round <= 5; round++) {
          await tell("a", "exit 1").act(run);
          await untilEvent("PROCESS_STATE_RUNNING", "a", round).act(run);
        }
        // What is open for an answer that was just given closes in a moment.
        await until(() => descriptors() <= before, {
          within: 5_000,
          what: `descriptors to be ${before} again`,
        });
        await until(() => zombiesUnder(run.subject.pid).length === 0, {
          within: 5_000,
          what: "zombies to be reaped",
        });
        return "nothing";
      }),
    ],
  },
  {
    name: "A program killed while it is starting goes through backoff",
    rows: ["PROC-005", "PROC-035"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 4 }),
    steps: [
      untilEvent("PROCESS_STATE_STARTING", "a"),
      killFromOutside("a", "SIGKILL"),
      untilEvent("PROCESS_STATE_STARTING", "a", 2),
      snapshot(),
    ],
  },
]);
