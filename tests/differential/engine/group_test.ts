// needs: supervisor python3
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import {
  ctl,
  ctlUnordered,
  look,
  rpc,
  snapshot,
  tell,
  untilEvent,
  untilFile,
  untilLog,
  untilState,
} from "./scenario/steps.ts";

/** Only the lines that say what was begun and ended, in their order over all processes. */
function order(lines: readonly string[]): string[] {
  return lines.filter((line) => /^\w+ (spawned|stopped|killing|waiting|gave up)/.test(line));
}

registerScenarios([
  {
    name: "Groups start by priority, then by name",
    rows: ["PROC-042", "CFG-120", "CFG-078"],
    config: () =>
      ([["late", 999], ["b", 20], ["a", 20], ["first", 1], ["c", 20]] as const).map(
        ([name, priority]) => program(name, { command: "/bin/sleep 1000", startsecs: 0, priority }),
      ).join(""),
    steps: [
      ...["late", "a", "b", "c", "first"].map((name) => untilEvent("PROCESS_STATE_RUNNING", name)),
      snapshot(),
      ctl("avail"),
    ],
    log: (lines) => order(lines).filter((line) => line.startsWith("INFO spawned")),
  },
  {
    name: "Members of a group start in the order of its programs, whatever their priority",
    rows: ["PROC-042", "CFG-121", "CFG-106", "CFG-107"],
    config: () =>
      program("x", { command: "/bin/sleep 1000", startsecs: 0, priority: 5 }) +
      program("y", { command: "/bin/sleep 1000", startsecs: 0, priority: 1 }) +
      program("z", { command: "/bin/sleep 1000", startsecs: 0, priority: 3 }) +
      program("alone", { command: "/bin/sleep 1000", startsecs: 0, priority: 2 }) +
      "[group:g]\nprograms=z,x,y\npriority=7\n",
    steps: [
      ...["g:x", "g:y", "g:z", "alone"].map((name) => untilEvent("PROCESS_STATE_RUNNING", name)),
      snapshot(),
      ctl("status"),
    ],
    log: (lines) => order(lines).filter((line) => line.startsWith("INFO spawned")),
  },
  {
    name: "Numbered processes are ordered as text",
    rows: ["PROC-042", "CFG-076", "CFG-077"],
    config: () =>
      program("p", {
        command: "/bin/sleep 1000",
        process_name: "p_%(process_num)d",
        numprocs: 3,
        numprocs_start: 9,
        startsecs: 0,
      }),
    steps: [
      ...["p:p_9", "p:p_10", "p:p_11"].map((name) => untilEvent("PROCESS_STATE_RUNNING", name)),
      snapshot(),
      ctl("status"),
    ],
    log: (lines) => order(lines).filter((line) => line.startsWith("INFO spawned")),
  },
  {
    name: "Groups stop one after another, the highest number first",
    rows: ["PROC-040", "PROC-036", "PROC-041"],
    recorder: false,
    config: (at) =>
      ([["p5", 5], ["p10", 10], ["p15", 15], ["p999", 999]] as const).map(([name, priority]) =>
        program(name, { command: at.child("puppet.py"), startsecs: 0, priority })
      ).join("") +
      program("m1", { command: at.child("puppet.py"), startsecs: 0, priority: 1 }) +
      program("m2", { command: at.child("puppet.py"), startsecs: 0, priority: 2 }) +
      "[group:pair]\nprograms=m1,m2\npriority=12\n",
    steps: ["p5", "p10", "p15", "p999", "pair:m1", "pair:m2"].map((name) =>
      untilState(name, "RUNNING")
    ),
    // The two members of a group end in any order.
    log: (lines) => {
      const ordered = order(lines);
      return ordered.map((line) => line.replace(/\bm[12]\b/, "member"));
    },
  },
  {
    name: "A group that is slow to stop holds up those below it",
    rows: ["PROC-040", "PROC-029", "PROC-041"],
    recorder: false,
    config: (at) =>
      program("slow", {
        command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready")),
        startsecs: 0,
        stopwaitsecs: 1,
        priority: 20,
      }) + program("low", { command: at.child("puppet.py"), startsecs: 0, priority: 10 }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("slow", "RUNNING"),
      untilState("low", "RUNNING"),
    ],
    log: order,
  },
  {
    name: "A shutdown gives up programs that are in backoff, without a word",
    rows: ["PROC-040", "PROC-012", "PROC-007"],
    recorder: false,
    config: (at) =>
      program("failing", {
        command: "/bin/sh -c 'exit 1'",
        startsecs: 3,
        startretries: 100,
        priority: 10,
      }) + program("good", { command: at.child("puppet.py"), startsecs: 0, priority: 20 }),
    steps: [
      untilState("good", "RUNNING"),
      untilState("failing", "BACKOFF"),
      // Past the first pauses, into the third one: three seconds, in which a busy machine has time to end both.
      untilLog(/exited: failing/, 3),
    ],
    log: (lines) => lines.filter((line) => /gave up|stopped|to die/.test(line)),
  },
  {
    name: "Groups are started and stopped as a whole",
    rows: ["PROC-001", "RPC-031", "RPC-034", "RPC-045"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0, autostart: false }) +
      program("b", { command: at.child("puppet.py"), startsecs: 0, autostart: false }) +
      program("single", { command: at.child("puppet.py"), startsecs: 0, autostart: false }) +
      "[group:g]\nprograms=a,b\n",
    steps: [
      look("start the group", (run) => sorted(run.subject.rpc("startProcessGroup", "g"))),
      rpc("startProcessGroup", "g"),
      rpc("stopProcess", "g:a"),
      rpc("startProcess", "g:*"),
      look("stop the group", (run) => sorted(run.subject.rpc("stopProcess", "g:*"))),
      rpc("stopProcessGroup", "g"),
      rpc("startProcess", "g"),
      rpc("startProcess", "a"),
      rpc("startProcessGroup", "nosuch"),
      rpc("stopProcessGroup", "single"),
      rpc("startProcess", "single:single"),
      ctlUnordered("start", "g:*"),
      ctlUnordered("stop", "g:"),
      ctl("start", "nosuch:*"),
    ],
    log: "by process",
  },
  {
    name: "All programs are started and stopped in the order of their priority",
    rows: ["PROC-042", "RPC-029", "RPC-032"],
    recorder: false,
    config: (at) =>
      ([["a", 3], ["b", 1], ["c", 2]] as const).map(([name, priority]) =>
        program(name, {
          command: at.child("puppet.py"),
          startsecs: 0,
          autostart: false,
          priority,
        })
      ).join(""),
    steps: [
      rpc("startAllProcesses"),
      rpc("startAllProcesses"),
      rpc("stopProcess", "c"),
      rpc("startAllProcesses", false),
      untilState("c", "RUNNING"),
      look("stop all", (run) => sorted(run.subject.rpc("stopAllProcesses"))),
      rpc("stopAllProcesses"),
      ctlUnordered("start", "all"),
      snapshot(),
    ],
  },
  {
    name: "A program in two groups is two processes",
    rows: ["CFG-121", "CFG-122"],
    config: (at) =>
      program("p", { command: at.child("puppet.py"), startsecs: 0 }) +
      "[group:one]\nprograms=p\n[group:two]\nprograms=p\n",
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "one:p"),
      untilEvent("PROCESS_STATE_RUNNING", "two:p"),
      rpc("stopProcess", "one:p"),
      rpc("getProcessInfo", "p"),
      snapshot(),
      tell("two:p", "exit 0"),
      untilEvent("PROCESS_STATE_EXITED", "two:p"),
    ],
    log: (lines) => [...lines].sort(),
  },
  {
    name: "numprocs=0 leaves a group without processes",
    rows: ["CFG-076"],
    config: (at) =>
      program("none", {
        command: "/bin/true",
        numprocs: 0,
        process_name: "%(program_name)s_%(process_num)d",
      }) + program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      snapshot(),
      rpc("startProcessGroup", "none"),
      rpc("stopProcessGroup", "none"),
      rpc("reloadConfig"),
      rpc("removeProcessGroup", "none"),
      rpc("reloadConfig"),
    ],
  },
]);

/** Results in the order of names: those that are waited for come as they are done. */
async function sorted(results: Promise<unknown>): Promise<unknown> {
  const list = await results as { name: string }[];
  return list.sort((one, other) => one.name < other.name ? -1 : 1);
}
