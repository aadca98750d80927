// needs: supervisor python3
/**
 * Methods that read and clear logs, called on the real daemon and on ours.
 *
 * @module
 */

import { program } from "#tests/support/sections.ts";
import { call, inPlace, untilFile, untilState, wanted, wrongType } from "./cells.ts";
import { compareRow, type RpcRow, type Sections, startBoth } from "./daemons.ts";

const sections: Sections = (at) =>
  program("four", {
    command: `/bin/sh -c "echo out; echo error >&2; exec cat"`,
    startsecs: 0,
    stdout_logfile: at.at("four.out"),
    stderr_logfile: at.at("four.err"),
  }) +
  program("mute", {
    command: "/bin/cat",
    startsecs: 0,
    stdout_logfile: "NONE",
    stderr_logfile: "NONE",
  }) +
  program("merged", { command: "/bin/cat", startsecs: 0, redirect_stderr: true }) +
  program("never", {
    command: "/bin/cat",
    autostart: false,
    stdout_logfile: at.at("never.out"),
    stderr_logfile: at.at("never.err"),
  }) +
  program("bytes", {
    command: `/bin/sh -c "printf '\\\\303\\\\244\\\\377\\\\001.\\\\n'; exec cat"`,
    startsecs: 0,
    stdout_logfile: at.at("bytes.out"),
  }) +
  program("unexpected", { command: "/bin/false", startsecs: 0, autorestart: false });

/** All small arguments, the exceptional ones of the interface's table among them. */
const SMALL = [-9, -4, -3, -1, 0, 1, 2, 3, 4, 9];
const PAIRS: readonly (readonly [number, number])[] = SMALL.flatMap((offset) =>
  SMALL.map((length) => [offset, length] as const)
);

const UNKNOWN = ["nope", "four:nope", "four:*", "nope:*", ""];

function reading(row: string, method: string, alias: string | null, file: string): RpcRow {
  const methods = alias === null ? [method] : [method, alias];
  return {
    name: `${row} supervisor.${alias ?? method}: ranges of a log, and faults`,
    cells: [
      untilFile(file, 4),
      ...methods.flatMap((name) => [
        call(name, "four", 0, 0),
        call(name, "four", 1, 2),
        call(name, "four", -2, 0),
        call(name, "four", 100, 5),
        call(name, "four", 0, -1),
        call(name, "four", -1, 1),
        call(name, "four:four", "0", "0"),
        call(name, "four", 1.9, true),
        call(name, "four", false, 2.5),
        call(name, "mute", 0, 0),
        call(name, "never", 0, 0),
        ...UNKNOWN.map((unknown) => call(name, unknown, 0, 0)),
        call(name, "four"),
        call(name, "four", 0),
        call(name, "four", 0, 0, 0),
        wrongType(call(name, 5, 0, 0), "'name' must be string, not int"),
        wrongType(call(name, "four", "x", 0), "'offset' must be int, not string"),
      ]),
    ],
  };
}

function tailing(row: string, method: string, alias: string | null, file: string): RpcRow {
  const methods = alias === null ? [method] : [method, alias];
  return {
    name: `${row} supervisor.${alias ?? method}: the end of a log, and faults`,
    cells: [
      untilFile(file, 4),
      ...methods.flatMap((name) => [
        call(name, "four", 0, 100),
        call(name, "four", 0, 3),
        call(name, "four", 100, 5),
        call(name, "four", 2, -1),
        call(name, "four:four", 0, 100),
        call(name, "mute", 0, 100),
        call(name, "never", 0, 100),
        ...UNKNOWN.map((unknown) => call(name, unknown, 0, 100)),
        call(name, "four"),
        call(name, "four", 0, 0, 0),
        wrongType(call(name, 5, 0, 0), "'name' must be string, not int"),
      ]),
    ],
  };
}

const ROWS: readonly RpcRow[] = [
  {
    name: "RPC-016 supervisor.readMainLog: the same as readLog",
    cells: [
      untilState("unexpected", "EXITED"),
      call("readMainLog", 0, 0),
      call("readMainLog", 24, 4),
      call("readMainLog", 0, -1),
      call("readMainLog", -1, 1),
      call("readMainLog"),
    ],
  },
  {
    name: "RPC-015 supervisor.readLog: ranges of the activity log, and faults",
    cells: [
      untilState("unexpected", "EXITED"),
      call("readLog", 0, 0),
      call("readLog", 24, 4),
      call("readLog", -10, 0),
      call("readLog", 0, -1),
      call("readLog", -1, 1),
      call("readLog", 1_000_000, 0),
      call("readLog", "0", "0"),
      call("readLog"),
      call("readLog", 0),
      wrongType(call("readLog", "x", 0), "'offset' must be int, not string"),
    ],
  },
  reading("RPC-019", "readProcessStdoutLog", null, "four.out"),
  reading("RPC-017", "readProcessStdoutLog", "readProcessLog", "four.out"),
  reading("RPC-018", "readProcessStderrLog", null, "four.err"),
  tailing("RPC-037", "tailProcessStdoutLog", null, "four.out"),
  tailing("RPC-035", "tailProcessStdoutLog", "tailProcessLog", "four.out"),
  tailing("RPC-036", "tailProcessStderrLog", null, "four.err"),
  {
    name: "RPC-048 every offset and length of a read within and beyond a log of four bytes",
    cells: PAIRS.map(([offset, length]) => call("readProcessStdoutLog", "four", offset, length)),
  },
  {
    name: "RPC-049 every offset and length of a tail within and beyond a log of four bytes",
    cells: PAIRS.map(([offset, length]) => call("tailProcessStdoutLog", "four", offset, length)),
  },
  {
    name: "RPC-048 bytes that are no text, or no XML, are replaced",
    cells: [
      untilFile("bytes.out", 6),
      wanted("B-09", call("readProcessStdoutLog", "bytes", 0, 3), {
        theirs: { status: 500 },
        ours: { value: "ä\ufffd" },
      }),
      wanted("B-09", call("readProcessStdoutLog", "bytes", 1, 1), {
        theirs: { status: 500 },
        ours: { value: "\ufffd" },
      }),
      call("readProcessStdoutLog", "bytes", 0, 2),
    ],
  },
  {
    name: "RPC-004 supervisor.clearProcessLog: a running program's logs, and faults",
    cells: [
      call("clearProcessLog", "four"),
      call("readProcessStdoutLog", "four", 0, 0),
      call("readProcessStderrLog", "four", 0, 0),
      call("sendProcessStdin", "four", "anew\n"),
      untilFile("four.out", 5),
      call("readProcessStdoutLog", "four", 0, 0),
      ...UNKNOWN.map((unknown) => call("clearProcessLog", unknown)),
      call("clearProcessLog"),
      wrongType(call("clearProcessLog", 5), "'name' must be string, not int"),
    ],
  },
  {
    name: "RPC-005 supervisor.clearProcessLogs: with and without files, and faults",
    cells: [
      call("clearProcessLogs", "four:four"),
      call("readProcessStdoutLog", "four", 0, 0),
      call("clearProcessLogs", "mute"),
      call("clearProcessLogs", "merged"),
      call("clearProcessLogs", "never"),
      ...UNKNOWN.map((unknown) => call("clearProcessLogs", unknown)),
      call("clearProcessLogs", "four", 1),
    ],
  },
  {
    name: "RPC-005 supervisor.clearProcessLogs empties the logs of a stopped program",
    cells: [
      inPlace("write a log", (at) => Deno.writeTextFile(at.at("never.out"), "from before\n")),
      call("clearProcessLogs", "never"),
      wanted("B-03", call("tailProcessStdoutLog", "never", 0, 100), {
        theirs: { value: ["from before\n", 12, false] },
        ours: { value: ["", 0, false] },
      }),
    ],
  },
  {
    name: "RPC-002 supervisor.clearAllProcessLogs: a status for every process",
    cells: [
      call("sendProcessStdin", "four", "more\n"),
      untilFile("four.out", 5),
      inPlace("write a log", (at) => Deno.writeTextFile(at.at("never.out"), "from before\n")),
      call("clearAllProcessLogs"),
      call("readProcessStdoutLog", "four", 0, 0),
      wanted("B-03", call("tailProcessStdoutLog", "never", 0, 100), {
        theirs: { value: ["from before\n", 12, false] },
        ours: { value: ["", 0, false] },
      }),
      call("clearAllProcessLogs", 1),
    ],
  },
  {
    name: "RPC-003 supervisor.clearLog: an empty log, and faults",
    cells: [
      call("clearLog"),
      call("readLog", 0, 0),
      call("clearLog", 1),
      inPlace("remove the activity log", (at) => Deno.remove(at.log)),
      call("clearLog"),
      call("readLog", 0, 0),
      call("readMainLog", 0, 0),
    ],
  },
];

Deno.test("methods for logs answer as Supervisor's do", async (t) => {
  await using daemons = await startBoth(sections);
  for (const row of ROWS) await t.step(row.name, () => compareRow(row, daemons));
});
