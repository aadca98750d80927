// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { python } from "#tests/support/python.ts";
import { framed } from "#tests/support/subject_place.ts";

const TWIDDLER = `[rpcinterface:twiddler]
supervisor.rpcinterface_factory=supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface
`;

interface Info {
  readonly name: string;
  readonly statename: string;
  readonly spawnerr: string;
  readonly stdout_logfile: string;
}

function start(twiddler: string): Promise<Subject> {
  return startSubject("denvisord", {
    config: (place) =>
      framed(place, `${twiddler}\n[group:dynamic]\n`, {
        tcp: true,
        supervisord: { allow_run: "/bin/echo,/bin/cat" },
      }),
  });
}

/** The session that the package's own documentation shows, with Python's client. */
const SESSION = `
import time, xmlrpc.client
from supervisor.xmlrpc import SupervisorTransport
s = xmlrpc.client.ServerProxy("http://127.0.0.1",
    SupervisorTransport("", "", "unix://" + given))
answer = {
    "version": s.twiddler.getAPIVersion(),
    "groups": s.twiddler.getGroupNames(),
    "added": s.twiddler.addProgramToGroup("dynamic", "say", {
        "command": "/bin/echo hello", "autostart": "false", "autorestart": "false",
        "startsecs": "0"}),
    "started": s.supervisor.startProcess("dynamic:say"),
}
end = time.monotonic() + 10
while not s.supervisor.readProcessLog("dynamic:say", 0, 50) and time.monotonic() < end:
    time.sleep(0.02)
answer["output"] = s.supervisor.readProcessLog("dynamic:say", 0, 50)
while s.supervisor.getProcessInfo("dynamic:say")["pid"] and time.monotonic() < end:
    time.sleep(0.02)
answer["logged"] = s.twiddler.log("said hello", "WARN")
answer["removed"] = s.twiddler.removeProcessFromGroup("dynamic", "say")
answer["left"] = s.supervisor.getAllProcessInfo()
`;

Deno.test("the session of the package's documentation goes as it is written there", async () => {
  await using subject = await start(TWIDDLER);
  assert.deepEqual(await python(SESSION, subject.place.socket), {
    version: "0.3",
    groups: ["dynamic"],
    added: true,
    started: true,
    output: "hello\n",
    logged: true,
    removed: true,
    left: [],
  });
  assert.match(await subject.log(), /,\d{3} WARN said hello\n/);
});

Deno.test("what was added has an AUTO log and lasts until the daemon restarts", async () => {
  await using subject = await start(TWIDDLER);
  const { pid } = subject;
  const options = { command: "/bin/cat", numprocs: 2, process_name: "cat%(process_num)d" };
  await subject.rpc("twiddler.addProgramToGroup", "dynamic", "cat", options);
  const infos = (): Promise<Info[]> => subject.rpc("getAllProcessInfo") as Promise<Info[]>;
  const running = async (): Promise<boolean> =>
    (await infos()).filter(({ statename }) => statename === "RUNNING").length === 2;
  await until(running, { within: 10_000, what: "both processes to run" });
  for (const { stdout_logfile } of await infos()) {
    assert.match(stdout_logfile, /\/childlogs\/cat[01]-stdout---supervisor-\w{8}\.log$/);
    assert.ok((await Deno.stat(stdout_logfile)).isFile);
  }
  assert.deepEqual(await subject.rpc("reloadConfig"), [[[], ["dynamic"], []]]);
  await subject.rpc("restart");
  await until(async () => (await infos()).length === 0, {
    within: 20_000,
    what: "the daemon to come back with what the file says",
  });
  assert.equal(await subject.rpc("getPID"), pid);
  assert.deepEqual(subject.offspring(), []);
});

Deno.test("a program that is not permitted ends as FATAL with the reason", async () => {
  await using subject = await start(TWIDDLER);
  const options = { command: "/bin/ls", startretries: 0 };
  await subject.rpc("twiddler.addProgramToGroup", "dynamic", "ls", options);
  const info = (): Promise<Info> => subject.rpc("getProcessInfo", "dynamic:ls") as Promise<Info>;
  const fatal = async (): Promise<boolean> => (await info()).statename === "FATAL";
  await until(fatal, { within: 10_000, what: "the program to be given up" });
  assert.match((await info()).spawnerr, /needs --allow-run=\/bin\/ls/);
  await subject.rpc("twiddler.removeProcessFromGroup", "dynamic", "ls");
});

Deno.test("a whitelist of the file holds for clients over TCP and sockets alike", async () => {
  await using subject = await start(`${TWIDDLER}whitelist = getAPIVersion, log\n`);
  const script = `
import xmlrpc.client
s = xmlrpc.client.ServerProxy("http://127.0.0.1:%d" % given)
answer = [s.twiddler.getAPIVersion(), "twiddler.getGroupNames" in s.system.listMethods()]
try:
    s.twiddler.getGroupNames()
except xmlrpc.client.Fault as error:
    answer += [error.faultCode, error.faultString]
`;
  const expected = ["0.3", true, 230, "NOT_IN_WHITELIST: getGroupNames"];
  assert.deepEqual(await python(script, subject.place.port), expected);
  await assert.rejects(subject.rpc("twiddler.getGroupNames"), { code: 230 });
});
