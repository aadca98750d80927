// needs: supervisor python3
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { ctl, look, rpc, snapshot, untilFile, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "A signal is sent by name or number and changes no state",
    rows: ["PROC-031", "RPC-027"],
    config: (at) =>
      program("a", {
        command: at.child(
          "puppet.py",
          ...["--catch", "HUP", "--catch", "USR1", "--catch", "USR2", "--catch", "WINCH"],
          ...["--note", at.scratch("note"), "--ready", at.scratch("ready")],
        ),
        startsecs: 0,
      }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("a", "RUNNING"),
      rpc("signalProcess", "a", "HUP"),
      untilFile("scratch/note", 7),
      rpc("signalProcess", "a", "SIGUSR1"),
      untilFile("scratch/note", 15),
      rpc("signalProcess", "a", "usr2"),
      untilFile("scratch/note", 23),
      rpc("signalProcess", "a", "28"),
      untilFile("scratch/note", 32),
      look("signals that came", (run) => Deno.readTextFile(run.place.scratch("note"))),
      rpc("signalProcess", "a", "NOSUCH"),
      rpc("signalProcess", "a", "999"),
      rpc("signalProcess", "nosuch", "HUP"),
      rpc("signalProcess", "a", "0"),
      ctl("signal", "HUP", "a"),
      ctl("signal", "NOSUCH", "a"),
      untilFile("scratch/note", 39),
      snapshot(),
    ],
  },
  {
    name: "A signal reaches the program alone, not its process group",
    rows: ["PROC-031"],
    config: (at) =>
      program("a", {
        command: at.child("family.py", at.scratch(), "stay"),
        startsecs: 0,
        stopasgroup: true,
        autorestart: false,
      }),
    steps: [
      untilFile("scratch/parent.pid", 1),
      rpc("signalProcess", "a", "TERM"),
      untilState("a", "EXITED"),
      look(
        "whether the child was told",
        (run) => Deno.stat(run.place.scratch("child.term")).then(() => "told", () => "not told"),
      ),
      snapshot(),
    ],
  },
  {
    name: "Signals to groups and to all report each process that can have one",
    rows: ["PROC-031", "RPC-026", "RPC-028"],
    recorder: false,
    config: (at) =>
      ["a", "b"].map((name) =>
        program(name, {
          command: at.child(
            "puppet.py",
            ...["--catch", "HUP", "--ready", at.scratch(`ready-${name}`)],
          ),
          startsecs: 0,
        })
      ).join("") +
      program("off", { command: "/bin/true", autostart: false }) +
      "[group:g]\nprograms=a,off\n",
    steps: [
      untilFile("scratch/ready-a", 1),
      untilFile("scratch/ready-b", 1),
      untilState("b", "RUNNING"),
      rpc("signalProcessGroup", "g", "HUP"),
      rpc("signalProcess", "g:*", "HUP"),
      rpc("signalAllProcesses", "HUP"),
      rpc("signalProcessGroup", "g", "NOSUCH"),
      rpc("signalProcessGroup", "nosuch", "HUP"),
      rpc("signalProcess", "g:off", "HUP"),
      ctl("signal", "HUP", "g:*"),
      ctl("signal", "HUP", "all"),
      ctl("signal", "HUP", "g:off"),
    ],
  },
]);
