// needs: supervisor python3
import { registerScenarios } from "./scenario/register.ts";
import { program } from "./scenario/sections.ts";
import {
  ctl,
  killFromOutside,
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
