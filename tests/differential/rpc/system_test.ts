// needs: supervisor python3
/**
 * Methods about the daemon and its methods, and the rules for all calls, on the real daemon and ours.
 *
 * @module
 */

import { program, section } from "#tests/support/sections.ts";
import { call, part, untilState, wanted, wrongType } from "./cells.ts";
import { compareRow, type RpcRow, type Sections, startBoth } from "./daemons.ts";

const sections: Sections = (at) =>
  program("cat", { command: "/bin/cat", startsecs: 0, stdout_logfile: at.at("cat.out") }) +
  program("web", {
    command: "/bin/cat",
    process_name: "web_%(process_num)d",
    numprocs: 2,
    priority: 5,
    autorestart: false,
    exitcodes: "0,2",
    user: "root",
    directory: "/tmp",
    stopsignal: "INT",
    killasgroup: true,
    startsecs: 0,
    stdout_capture_maxbytes: "1KB",
    serverurl: "http://127.0.0.1:1",
  }) +
  program("manual", { command: "/bin/cat 'a b'", autostart: false, redirect_stderr: true }) +
  program("once", { command: "/bin/true", startsecs: 0, autorestart: false }) +
  program("crash", { command: "/bin/false", startretries: 0 }) +
  program("nofile", { command: "/no/such/file", startretries: 0, autorestart: true }) +
  program("dying", {
    command: `/bin/sh -c "kill -9 $$"`,
    startsecs: 0,
    autorestart: false,
    stdout_logfile: "NONE",
    stderr_logfile: "NONE",
  }) +
  program("first", { command: "/bin/cat", startsecs: 0 }) +
  section("group:mixed", { programs: "first", priority: 7 });

const AT_REST = [
  untilState("cat", "RUNNING"),
  untilState("web:web_1", "RUNNING"),
  untilState("mixed:first", "RUNNING"),
  untilState("once", "EXITED"),
  untilState("dying", "EXITED"),
  untilState("crash", "FATAL"),
  untilState("nofile", "FATAL"),
];

const UNKNOWN = ["nope", "cat:nope", "cat:*", "cat:", "nope:*", "web", "mixed", "a:b:c", ""];

const METHODS = [
  ...["addProcessGroup", "clearAllProcessLogs", "clearLog", "clearProcessLog", "clearProcessLogs"],
  ...["getAPIVersion", "getAllConfigInfo", "getAllProcessInfo", "getIdentification", "getPID"],
  ...["getProcessInfo", "getState", "getSupervisorVersion", "getVersion", "readLog"],
  ...["readMainLog", "readProcessLog", "readProcessStderrLog", "readProcessStdoutLog"],
  ...["reloadConfig", "removeProcessGroup", "restart", "sendProcessStdin", "sendRemoteCommEvent"],
  ...["shutdown", "signalAllProcesses", "signalProcess", "signalProcessGroup"],
  ...["startAllProcesses", "startProcess", "startProcessGroup", "stopAllProcesses", "stopProcess"],
  ...["stopProcessGroup", "tailProcessLog", "tailProcessStderrLog", "tailProcessStdoutLog"],
];

const NO_METHOD_NAME = {
  faultCode: 2,
  faultString: "INCORRECT_PARAMETERS: No methodName",
};

/** What 4.4 has beyond the 4.2.5 that is compared with. */
function withoutAutorestart(value: unknown): unknown {
  return (value as Record<string, unknown>[]).map(({ autorestart: _, ...rest }) => rest);
}

/** Whether each program's `autorestart` is what version 4.4 means to answer, `true` for the old one. */
function autorestartIsRight(value: unknown, kind: string): boolean {
  if (kind === "supervisord") return true;
  const expected: Record<string, unknown> = { web_0: false, nofile: true, cat: "unexpected" };
  const found = value as { name: string; autorestart: unknown }[];
  return Object.entries(expected).every(([name, autorestart]) =>
    found.find((info) => info.name === name)?.autorestart === autorestart
  );
}

const ROWS: readonly RpcRow[] = [
  {
    name: "RPC-006 supervisor.getAPIVersion: the version of the interface",
    cells: [call("getAPIVersion"), call("getAPIVersion", 1)],
  },
  {
    name: "RPC-014 supervisor.getVersion: the same as getAPIVersion",
    cells: [call("getVersion"), call("getVersion", 1)],
  },
  {
    name: "RPC-013 supervisor.getSupervisorVersion: the version of Supervisor",
    cells: [
      call("getSupervisorVersion"),
      call("getSupervisorVersion", 1),
    ],
  },
  {
    name: "RPC-009 supervisor.getIdentification: the identifier",
    cells: [call("getIdentification"), call("getIdentification", 1)],
  },
  {
    name: "RPC-010 supervisor.getPID: the daemon's pid",
    cells: [part(call("getPID"), (pid, subject) => pid === subject.pid), call("getPID", 1)],
  },
  {
    name: "RPC-012 supervisor.getState: code and name",
    cells: [call("getState"), call("getState", 1)],
  },
  {
    name: "RPC-011 supervisor.getProcessInfo: every state at rest, and faults",
    cells: [
      ...AT_REST,
      ...["cat", "cat:cat", "web:web_0", "mixed:first", "manual", "once", "dying", "crash"].map((
        name,
      ) => call("getProcessInfo", name)),
      call("getProcessInfo", "nofile"),
      ...UNKNOWN.map((name) => call("getProcessInfo", name)),
      call("getProcessInfo"),
      call("getProcessInfo", "cat", 1),
      wrongType(call("getProcessInfo", 5), "'name' must be string, not int"),
    ],
  },
  {
    name: "RPC-008 supervisor.getAllProcessInfo: every process, sorted",
    cells: [...AT_REST, call("getAllProcessInfo"), call("getAllProcessInfo", 1)],
  },
  {
    name: "RPC-007 supervisor.getAllConfigInfo: every program's settings, sorted",
    cells: [
      part(call("getAllConfigInfo"), withoutAutorestart),
      part(call("getAllConfigInfo"), (value, { kind }) => autorestartIsRight(value, kind)),
      call("getAllConfigInfo", 1),
    ],
  },
  {
    name: "RPC-047 descriptions have the words of each state",
    cells: [
      ...AT_REST,
      ...["cat", "manual", "once", "dying", "crash", "nofile"].map((name) =>
        part(call("getProcessInfo", name), (info) => (info as { description: string }).description)
      ),
    ],
  },
  {
    name: "RPC-024 supervisor.sendRemoteCommEvent: true, and faults",
    cells: [
      call("sendRemoteCommEvent", "type", "data"),
      call("sendRemoteCommEvent", "täg", "größe\nλ"),
      call("sendRemoteCommEvent", "", ""),
      call("sendRemoteCommEvent", "type"),
      call("sendRemoteCommEvent", "a", "b", "c"),
    ],
  },
  {
    name: "RPC-038 system.listMethods: Supervisor's 41 methods, sorted",
    cells: [
      part(
        call("system.listMethods"),
        (names) => (names as string[]).filter((name) => !name.startsWith("denvisor.")),
      ),
      call("system.listMethods", 1),
    ],
  },
  {
    name: "RPC-039 system.methodHelp: a text for every method, and faults",
    cells: [
      ...METHODS.map((method) =>
        part(
          call("system.methodHelp", `supervisor.${method}`),
          (text) => String(text).includes("@return"),
        )
      ),
      // The same parameters in the same layout, whatever is said of them.
      ...METHODS.map((method) =>
        part(
          call("system.methodHelp", `supervisor.${method}`),
          (text) => [...String(text).matchAll(/@param +(\S+) +(\S+)/g)].map(([, ...pair]) => pair),
        )
      ),
      call("system.methodHelp", "supervisor.nope"),
      call("system.methodHelp", "nope"),
      call("system.methodHelp", ""),
      call("system.methodHelp"),
    ],
  },
  {
    name: "RPC-040 system.methodSignature: every method's types, and faults",
    cells: [
      ...METHODS.map((method) => call("system.methodSignature", `supervisor.${method}`)),
      ...["listMethods", "methodHelp", "methodSignature", "multicall"].map((method) =>
        call("system.methodSignature", `system.${method}`)
      ),
      call("system.methodSignature", "supervisor.nope"),
      call("system.methodSignature", ""),
      call("system.methodSignature"),
    ],
  },
  {
    name: "RPC-041 system.multicall: bare values and faults in order",
    cells: [
      call("system.multicall", []),
      call("system.multicall", [
        { methodName: "supervisor.getAPIVersion", params: [] },
        { methodName: "supervisor.getState" },
        { methodName: "supervisor.getProcessInfo", params: ["nope"] },
        { methodName: "supervisor.nope", params: [] },
        { methodName: "supervisor.getPID", params: [1] },
        { methodName: "system.methodSignature", params: ["system.multicall"] },
        { methodName: "supervisor.getIdentification" },
      ]),
      call("system.multicall"),
      call("system.multicall", [], []),
    ],
  },
  {
    name: "RPC-050 a multicall waits for each call, and holds no other and no empty one",
    cells: [
      call("system.multicall", [
        { methodName: "supervisor.stopProcess", params: ["cat"] },
        { methodName: "supervisor.getProcessInfo", params: ["cat"] },
        { methodName: "supervisor.stopProcess", params: ["cat"] },
        { methodName: "supervisor.startProcess", params: ["cat"] },
        { methodName: "supervisor.startProcess", params: ["cat", false] },
        { methodName: "supervisor.getProcessInfo", params: ["cat"] },
        { methodName: "supervisor.stopProcessGroup", params: ["mixed"] },
        { methodName: "supervisor.startProcessGroup", params: ["mixed"] },
      ]),
      call("system.multicall", [
        { methodName: "system.multicall", params: [[]] },
        { params: [] },
        { methodName: "supervisor.getState" },
      ]),
      wanted("better", call("system.multicall", [{ methodName: "" }]), {
        theirs: { value: [{ faultCode: 1, faultString: "UNKNOWN_METHOD" }] },
        ours: { value: [NO_METHOD_NAME] },
      }),
      wanted("B-11", call("system.multicall", ["text", { methodName: "supervisor.getState" }]), {
        theirs: { status: 500 },
        ours: { value: [NO_METHOD_NAME, { statecode: 1, statename: "RUNNING" }] },
      }),
    ],
  },
  {
    name: "RPC-042 each fault has its code and its text",
    cells: [
      call("nope"),
      call("getState", "too", "many"),
      call("readLog", -1, 1),
      call("system.methodHelp", "nope"),
      call("getProcessInfo", "nope"),
      call("signalProcess", "cat", "NOPE"),
      call("startProcess", "nofile"),
      call("startProcess", "cat"),
      call("stopProcess", "manual"),
      call("addProcessGroup", "cat"),
      call("removeProcessGroup", "cat"),
      call("readProcessStdoutLog", "dying", 0, 0),
    ],
  },
  {
    name: "RPC-044 only methods of a namespace can be called",
    cells: [
      "supervisor.",
      "supervisor.__init__",
      "supervisor._update",
      "supervisor._getGroupAndProcess",
      "supervisor.supervisord",
      "supervisor.supervisord.options",
      "supervisor.getState.__call__",
      "supervisor.constructor",
      "supervisor.toString",
      "system.namespaces",
      "system.__class__",
      "nope.getState",
      ".getState",
      "Supervisor.getState",
      "supervisor.getstate",
    ].map((name) => call(name)),
  },
];

Deno.test("methods about the daemon answer as Supervisor's do", async (t) => {
  await using daemons = await startBoth(sections);
  for (const row of ROWS) await t.step(row.name, () => compareRow(row, daemons));
});
