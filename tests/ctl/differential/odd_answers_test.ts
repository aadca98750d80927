// needs: supervisor python3
/**
 * Answers that a real daemon gives rarely, given to both clients by the same fake (rows CTL-003, CTL-010,
 * CTL-014, CTL-018, CTL-019, CTL-025, CTL-027).
 *
 * @module
 */

import { Fault } from "#lib/rpc/fault.ts";
import { Bench } from "../support/bench.ts";
import { fakeDaemon, type FakeMethods } from "../support/fake_daemon.ts";

/** Both clients ask the same fake for the same things. */
async function compare(methods: FakeMethods, lines: readonly string[]): Promise<void> {
  await using bench = await Bench.open();
  await using fake = fakeDaemon(methods);
  for (const line of lines) await bench.compare(["-s", fake.url, ...line.split(" ")]);
}

function result(
  name: string,
  status: number,
  description: string,
): Record<string, string | number> {
  return { name, group: name, status, description };
}

const EVERY = [
  "status",
  "start a",
  "stop a",
  "restart a",
  "signal HUP a",
  "pid",
  "pid a",
  "clear a",
  "tail a",
  "maintail",
  "fg a",
  "version",
  "avail",
  "reread",
  "add a",
  "remove a",
  "shutdown",
  "reload",
];

Deno.test("another version of the interface is refused", async () => {
  await compare({ getVersion: "2.0" }, ["status", "start a", "tail -f a", "version"]);
});

Deno.test("a server without the supervisor namespace is told so", async () => {
  await compare({ getVersion: Fault.of("UNKNOWN_METHOD") }, ["status", "start a", "maintail"]);
});

Deno.test("a daemon that shuts down is told as supervisorctl tells it", async () => {
  const down = Fault.of("SHUTDOWN_STATE");
  await compare({
    getVersion: down,
    getAllConfigInfo: down,
    reloadConfig: down,
    addProcessGroup: down,
    removeProcessGroup: down,
    shutdown: down,
    restart: down,
  }, [...EVERY, "update"]);
});

Deno.test("a daemon that begins to shut down after the first question is told the same", async () => {
  const down = Fault.of("SHUTDOWN_STATE");
  await compare({
    getAllProcessInfo: down,
    startProcess: down,
    stopProcess: down,
    startProcessGroup: down,
    stopProcessGroup: down,
    signalProcess: down,
    signalProcessGroup: down,
    getPID: down,
    getProcessInfo: down,
    clearProcessLogs: down,
    readProcessStdoutLog: down,
    readLog: down,
    getSupervisorVersion: down,
  }, [
    "status",
    "start a",
    "start a:*",
    "stop a",
    "stop a:*",
    "signal HUP a",
    "signal HUP a:*",
    "pid",
    "pid a",
    "clear a",
    "tail a",
    "maintail",
    "fg a",
    "version",
  ]);
});

Deno.test("failures have Supervisor's words and statuses", async () => {
  const failed = new Fault(30, "FAILED: it went wrong");
  await compare({
    startProcess: failed,
    stopProcess: failed,
    signalProcess: failed,
    clearProcessLogs: failed,
    readProcessStdoutLog: failed,
    readProcessStderrLog: Fault.of("NO_FILE", "/x"),
    readLog: failed,
    startAllProcesses: [result("a", 80, "OK"), result("b", 60, "ALREADY_STARTED: b:b")],
    stopAllProcesses: [result("a", 70, "NOT_RUNNING: a"), result("b", 30, "FAILED: no")],
    signalAllProcesses: [result("a", 70, "NOT_RUNNING: a"), result("b", 80, "OK")],
    clearAllProcessLogs: [result("a", 80, "OK"), result("b", 30, "FAILED: b")],
    startProcessGroup: [result("a", 50, "SPAWN_ERROR: a"), result("b", 80, "OK")],
    stopProcessGroup: [result("a", 80, "OK"), result("b", 10, "BAD_NAME: b")],
    signalProcessGroup: [result("a", 11, "BAD_SIGNAL: X")],
  }, [
    "start a b",
    "stop a b",
    "signal X a",
    "clear a b",
    "tail a",
    "tail a stderr",
    "maintail",
    "start all",
    "stop all",
    "signal X all",
    "clear all",
    "start a:*",
    "stop a:*",
    "signal X a:*",
    "restart a",
    "restart a:*",
  ]);
});

Deno.test("a fault that a command does not know is an error", async () => {
  const odd = new Fault(92, "CANT_REREAD: odd");
  await compare({
    getAllProcessInfo: odd,
    startProcess: odd,
    startProcessGroup: odd,
    stopProcess: odd,
    stopProcessGroup: odd,
    signalProcessGroup: odd,
    startAllProcesses: odd,
    getPID: odd,
    getProcessInfo: odd,
    readProcessStdoutLog: odd,
    readLog: odd,
    getAllConfigInfo: odd,
    addProcessGroup: odd,
    removeProcessGroup: odd,
    shutdown: odd,
    // This daemon refuses a restart with a broken file, which svctl knows.
    restart: new Fault(10, "BAD_NAME: odd"),
    getSupervisorVersion: odd,
  }, [...EVERY, "start a:*", "start all", "stop a:*", "signal X a:*", "fg a"]);
});

Deno.test("update deals with groups that do not stop", async () => {
  await compare({
    reloadConfig: [[["new"], ["changed"], ["bad", "gone"]]],
    getAllProcessInfo: [],
    stopProcessGroup: ([name]) => [
      result(String(name), name === "bad" ? 30 : 80, "FAILED: it stays"),
    ],
    removeProcessGroup: true,
    addProcessGroup: true,
  }, ["update", "update new", "update bad", "update all"]);
});

Deno.test("an answer that is no 200 is an error", async () => {
  const broken = () => new Response("", { status: 500, statusText: "Internal Server Error" });
  await compare({ getVersion: broken, getAllConfigInfo: broken, shutdown: broken }, [
    "status",
    "avail",
    "shutdown",
    "start a",
  ]);
});

Deno.test("markup and blanks in logs come out as they went in", async () => {
  await compare({
    readLog: "<a> & 'b' \"c\"  \t\n\n  ü λ \u{1f600}",
    readProcessStdoutLog: "",
  }, ["maintail", "tail a"]);
});
