// needs: supervisor python3
/**
 * Methods that start, stop and signal, called on the real daemon and on ours.
 *
 * @module
 */

import { until } from "#tests/support/deadline.ts";
import { program, section } from "#tests/support/sections.ts";
import { call, inPlace, look, part, stateOf, untilFile, untilState, wrongType } from "./cells.ts";
import { compareRow, type RpcRow, type Sections, startBoth } from "./daemons.ts";

const sections: Sections = (at) =>
  program("cat", { command: "/bin/cat", startsecs: 0, stdout_logfile: at.at("cat.out") }) +
  program("manual", { command: "/bin/cat", startsecs: 0, autostart: false }) +
  program("slow", { command: "/bin/cat", startsecs: 2, autostart: false }) +
  program("stubborn", {
    command: at.child("puppet.py", "--ignore", "TERM", "--ready", at.scratch("ready")),
    startsecs: 0,
    stopwaitsecs: 2,
    autostart: false,
  }) +
  program("nofile", { command: "/no/such/file", autostart: false }) +
  program("noexec", { command: at.config, autostart: false }) +
  program("dir", { command: "/tmp", autostart: false }) +
  program("quoting", { command: `/bin/cat "open`, autostart: false }) +
  program("crash", { command: "/bin/false", autostart: false, startretries: 0 }) +
  program("deaf", {
    command: at.child(
      "puppet.py",
      ...["--do", "close-stdin", "--ready", at.scratch("deaf")],
    ),
    startsecs: 0,
  }) +
  program("web", {
    command: "/bin/cat",
    process_name: "web_%(process_num)d",
    numprocs: 3,
    startsecs: 0,
  }) +
  program("first", { command: "/bin/cat", startsecs: 0 }) +
  program("second", { command: "/bin/cat", startsecs: 0, autostart: false }) +
  section("group:mixed", { programs: "first,second", priority: 5 });

const AT_REST = [
  untilState("cat", "RUNNING"),
  ...[0, 1, 2].map((number) => untilState(`web:web_${number}`, "RUNNING")),
  untilState("mixed:first", "RUNNING"),
];

const UNKNOWN = ["nope", "cat:nope", "nope:*", "nope:", "web", "a:b:c", ""];

const NOT_TEXT = "'name' must be string, not int";

/** Names with their states. */
const states = part(
  call("getAllProcessInfo"),
  (all) =>
    (all as Record<string, unknown>[]).map(({ group, name, statename }) => [
      group,
      name,
      statename,
    ]),
);

/** Several processes are done with in any order. */
function sorted(cell: ReturnType<typeof call>): ReturnType<typeof call> {
  return part(
    cell,
    (value) =>
      (value as { group: string; name: string }[]).toSorted((a, b) =>
        `${a.group}:${a.name}` < `${b.group}:${b.name}` ? -1 : 1
      ),
  );
}

const ROWS: readonly RpcRow[] = [
  {
    name: "RPC-030 supervisor.startProcess: starts, and every fault",
    cells: [
      ...AT_REST,
      call("startProcess", "manual"),
      call("startProcess", "manual"),
      call("startProcess", "cat:cat", false),
      call("startProcess", "nofile"),
      call("startProcess", "noexec"),
      call("startProcess", "dir"),
      call("startProcess", "quoting"),
      call("startProcess", "crash"),
      untilState("crash", "FATAL"),
      sorted(call("startProcess", "mixed:*")),
      call("startProcess", "mixed:*"),
      ...UNKNOWN.map((name) => call("startProcess", name)),
      call("startProcess"),
      call("startProcess", "cat", true, 1),
      wrongType(call("startProcess", 5), NOT_TEXT),
      states,
    ],
  },
  {
    name: "RPC-033 supervisor.stopProcess: stops, and every fault",
    cells: [
      call("stopProcess", "manual"),
      call("stopProcess", "manual"),
      call("stopProcess", "mixed:second", false),
      untilState("mixed:second", "STOPPED"),
      sorted(call("stopProcess", "web:*")),
      call("stopProcess", "web:*"),
      ...UNKNOWN.map((name) => call("stopProcess", name)),
      call("stopProcess"),
      wrongType(call("stopProcess", 5), NOT_TEXT),
      states,
    ],
  },
  {
    name: "RPC-031 supervisor.startProcessGroup: a status for each that was started",
    cells: [
      sorted(call("startProcessGroup", "web")),
      call("startProcessGroup", "web"),
      sorted(call("startProcessGroup", "mixed", false)),
      sorted(call("startProcessGroup", "nofile")),
      sorted(call("startProcessGroup", "crash")),
      call("startProcessGroup", "nope"),
      call("startProcessGroup", "web:*"),
      call("startProcessGroup", ""),
      call("startProcessGroup"),
    ],
  },
  {
    name: "RPC-034 supervisor.stopProcessGroup: a status for each that was stopped",
    cells: [
      sorted(call("stopProcessGroup", "web")),
      call("stopProcessGroup", "web"),
      sorted(call("stopProcessGroup", "mixed", false)),
      untilState("mixed:first", "STOPPED"),
      untilState("mixed:second", "STOPPED"),
      call("stopProcessGroup", "nope"),
      call("stopProcessGroup"),
      states,
    ],
  },
  {
    name: "RPC-045 names with a star or without a process mean a whole group",
    cells: [
      sorted(call("startProcess", "web:")),
      sorted(call("signalProcess", "web:", "WINCH")),
      sorted(call("signalProcess", "web:*", "WINCH")),
      sorted(call("stopProcess", "web:")),
      call("getProcessInfo", "web:"),
      call("getProcessInfo", "web:*"),
      call("sendProcessStdin", "web:*", "x"),
      call("clearProcessLogs", "web:*"),
      call("startProcessGroup", "web:web_0"),
      sorted(call("startProcess", "web:*")),
    ],
  },
  {
    name: "RPC-027 supervisor.signalProcess: by name and number, and every fault",
    cells: [
      ...["WINCH", "SIGWINCH", "winch", "28"].map((signal) => call("signalProcess", "cat", signal)),
      call("signalProcess", "cat", 28),
      ...["NOPE", "", "0x1c", "99", "-1"].map((signal) => call("signalProcess", "cat", signal)),
      call("signalProcess", "manual", "WINCH"),
      call("signalProcess", "manual", "NOPE"),
      ...UNKNOWN.map((name) => call("signalProcess", name, "WINCH")),
      call("signalProcess", "cat"),
    ],
  },
  {
    name: "RPC-028 supervisor.signalProcessGroup: a status for each that can have a signal",
    cells: [
      sorted(call("signalProcessGroup", "web", "WINCH")),
      sorted(call("signalProcessGroup", "web", "NOPE")),
      call("signalProcessGroup", "manual", "WINCH"),
      call("signalProcessGroup", "nope", "WINCH"),
      call("signalProcessGroup", "web"),
    ],
  },
  {
    name: "RPC-026 supervisor.signalAllProcesses: a status for each that can have a signal",
    cells: [
      sorted(call("signalAllProcesses", "WINCH")),
      sorted(call("signalAllProcesses", "NOPE")),
      call("signalAllProcesses"),
    ],
  },
  {
    name: "RPC-023 supervisor.sendProcessStdin: text in UTF-8, and every fault",
    cells: [
      call("sendProcessStdin", "cat", "größe λ\n"),
      untilFile("cat.out", 11),
      call("readProcessStdoutLog", "cat", 0, 0),
      call("sendProcessStdin", "cat:cat", ""),
      call("sendProcessStdin", "manual", "x"),
      call("sendProcessStdin", "manual", 5),
      call("sendProcessStdin", "nope", 5),
      untilFile("scratch/deaf", 1),
      call("sendProcessStdin", "deaf", "x"),
      call("sendProcessStdin", "deaf", "y"),
      ...UNKNOWN.map((name) => call("sendProcessStdin", name, "x")),
      call("sendProcessStdin", "cat"),
    ],
  },
  {
    name:
      "RPC-046 a start that waits is answered when the program runs, and holds up no other call",
    cells: [
      look("states while the start waits, then its answer", async (subject) => {
        const started = subject.rpc("startProcess", "slow");
        await until(async () => await stateOf(subject, "slow") === "STARTING", {
          within: 20_000,
          what: "slow to be STARTING",
          every: 5,
        });
        return [await started, await stateOf(subject, "slow")];
      }),
      call("stopProcess", "slow"),
      call("startProcess", "slow", false),
      part(call("getProcessInfo", "slow"), (info) => (info as { statename: string }).statename),
      call("stopProcess", "slow"),
    ],
  },
  {
    name:
      "RPC-046 a stop that waits is answered when the process is gone, one that does not at once",
    cells: [
      call("startProcess", "stubborn"),
      untilFile("scratch/ready", 1),
      call("stopProcess", "stubborn", false),
      part(
        call("getProcessInfo", "stubborn"),
        (info) => (info as { statename: string }).statename,
      ),
      call("stopProcess", "stubborn"),
      call("startProcess", "stubborn"),
      call("signalProcess", "stubborn", "WINCH"),
      untilState("stubborn", "STOPPED"),
      inPlace("forget that it was ready", (at) => Deno.remove(at.scratch("ready"))),
      call("startProcess", "stubborn"),
      untilFile("scratch/ready", 1),
      call("stopProcess", "stubborn"),
      call("getProcessInfo", "stubborn"),
    ],
  },
  {
    name: "RPC-032 supervisor.stopAllProcesses: a status for each that was stopped",
    cells: [sorted(call("stopAllProcesses")), call("stopAllProcesses"), states],
  },
  {
    name: "RPC-029 supervisor.startAllProcesses: a status for each that was started",
    cells: [
      sorted(call("startAllProcesses")),
      untilState("crash", "FATAL"),
      sorted(call("startAllProcesses")),
      untilState("crash", "FATAL"),
      sorted(call("stopAllProcesses", false)),
      call("startAllProcesses", true, 1),
    ],
  },
];

Deno.test("methods for processes answer as Supervisor's do", async (t) => {
  await using daemons = await startBoth(sections);
  for (const row of ROWS) await t.step(row.name, () => compareRow(row, daemons));
});
