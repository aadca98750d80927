// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { python } from "#tests/support/python.ts";
import { framed } from "#tests/support/subject_place.ts";

function start(): Promise<Subject> {
  return startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:cat]
command=/bin/cat
startsecs=0
stdout_logfile=${at.at("cat.log")}

[program:missing]
command=/no/such/command
autostart=false
`,
        { tcp: true },
      ),
  });
}

/** What a client does with a server, the same over either transport. */
const SESSION = `
import xmlrpc.client

def fault(call, *args):
    try:
        return call(*args)
    except xmlrpc.client.Fault as error:
        return [error.faultCode, error.faultString]

def session(server):
    s = server.supervisor
    found = {}
    found["version"] = s.getVersion()
    found["state"] = s.getState()
    found["pid"] = s.getPID()
    found["names"] = [info["name"] for info in s.getAllProcessInfo()]
    found["stop"] = s.stopProcess("cat")
    found["stopped"] = s.getProcessInfo("cat")["statename"]
    found["start"] = s.startProcess("cat")
    found["running"] = s.getProcessInfo("cat")["statename"]
    found["stdin"] = s.sendProcessStdin("cat", "gr\\u00fc\\u00dfe <&> \\u20ac\\n")
    import time
    end = time.monotonic() + 10
    while not s.tailProcessStdoutLog("cat", 0, 100)[0] and time.monotonic() < end:
        pass
    found["log"] = s.readProcessStdoutLog("cat", 0, 0)
    found["clear"] = s.clearProcessLogs("cat")
    found["missing"] = fault(s.startProcess, "missing")
    found["nosuch"] = fault(s.getProcessInfo, "nosuch")
    found["method"] = fault(s.noSuchMethod)
    found["count"] = fault(s.getPID, 1, 2)
    found["methods"] = len(server.system.listMethods())
    found["signature"] = server.system.methodSignature("supervisor.getPID")
    found["help"] = len(server.system.methodHelp("supervisor.getPID")) > 0
    return found
`;

function expected(subject: Subject): Record<string, unknown> {
  return {
    version: "3.0",
    state: { statecode: 1, statename: "RUNNING" },
    pid: subject.pid,
    names: ["cat", "missing"],
    stop: true,
    stopped: "STOPPED",
    start: true,
    running: "RUNNING",
    stdin: true,
    log: "grüße <&> €\n",
    clear: true,
    missing: [20, "NO_FILE: can't find command '/no/such/command'"],
    nosuch: [10, "BAD_NAME: nosuch"],
    method: [1, "UNKNOWN_METHOD"],
    count: [2, "INCORRECT_PARAMETERS"],
    methods: 41,
    signature: ["int"],
    help: true,
  };
}

Deno.test("Python's xmlrpc.client drives the daemon over TCP", async () => {
  await using subject = await start();
  const answer = await python(
    `${SESSION}
answer = session(xmlrpc.client.ServerProxy(given))`,
    `http://127.0.0.1:${subject.place.port}/RPC2`,
  );
  assert.deepEqual(answer, expected(subject));
});

Deno.test("Python's xmlrpc.client drives the daemon over the UNIX socket", async () => {
  await using subject = await start();
  const answer = await python(
    `${SESSION}
import http.client, socket

class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(given)

class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        return Connection("localhost")

answer = session(xmlrpc.client.ServerProxy("http://localhost/RPC2", transport=Transport()))`,
    subject.place.socket,
  );
  assert.deepEqual(answer, expected(subject));
});

Deno.test("Supervisor's own transport drives the daemon over both", async () => {
  await using subject = await start();
  const answer = await python(
    `${SESSION}
from supervisor.xmlrpc import SupervisorTransport
answer = [session(xmlrpc.client.ServerProxy("http://127.0.0.1",
    transport=SupervisorTransport(None, None, url))) for url in given]`,
    [`unix://${subject.place.socket}`, `http://127.0.0.1:${subject.place.port}`],
  );
  assert.deepEqual(answer, [expected(subject), expected(subject)]);
});
