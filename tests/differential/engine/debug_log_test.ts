// needs: supervisor python3
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { rpc, tell, untilFile, untilLog, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "With loglevel=debug signals are logged as they are sent",
    rows: ["PROC-034", "CLI-012"],
    args: () => ["-e", "debug"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--catch", "HUP", "--ready", at.scratch("ready-a")),
        startsecs: 0,
      }) +
      program("group", {
        command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready-g")),
        startsecs: 0,
        stopasgroup: true,
        stopwaitsecs: 1,
      }) +
      program("failing", { command: "/bin/sh -c 'exit 1'", startsecs: 3, startretries: 50 }),
    steps: [
      untilFile("scratch/ready-a", 1),
      untilFile("scratch/ready-g", 1),
      untilState("group", "RUNNING"),
      rpc("signalProcess", "a", "HUP"),
      rpc("stopProcess", "a"),
      rpc("stopProcess", "group"),
      untilState("failing", "BACKOFF"),
      rpc("stopProcess", "failing"),
    ],
    log: (lines) => {
      const wanted = /^DEBG (killing|sending|attempted to kill|Attempted to kill) /;
      return lines.filter((line, index) => wanted.test(line) && lines.indexOf(line) === index);
    },
  },
  {
    name: "With loglevel=debug every piece of output is in the activity log",
    rows: ["LOG-017", "PROC-034"],
    args: () => ["-e", "debug"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "out grüße"),
      untilFile("a.log", 8),
      tell("a", "err to the other"),
      untilFile("a.err", 13),
      tell("a", "outhex 61ff620a"),
      untilFile("a.log", 12),
      untilLog(/Undecodable/),
    ],
    // The piece itself stands on the lines that follow, without a time.
    log: (lines) =>
      lines.filter((line, index) =>
        /^DEBG 'a' std(out|err) output:/.test(line) ||
        /^DEBG 'a' std(out|err) output:/.test(lines[index - 1] ?? "")
      ),
  },
  {
    name: "At TRAC the method calls are logged",
    rows: ["LOG-001"],
    args: () => ["-e", "trace"],
    recorder: false,
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      rpc("getIdentification"),
      rpc("stopProcess", "nosuch"),
      rpc("getPID", 1),
    ],
    log: (lines) => {
      const calls = lines.filter((line) => /^TRAC XML-RPC/.test(line));
      return calls.filter((line) => /getIdentification|stopProcess|getPID/.test(line));
    },
  },
]);
