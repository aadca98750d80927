// needs: supervisor python3
/**
 * Python's clients against the servers: the standard library's, and Supervisor's own.
 *
 * @module
 */

import assert from "node:assert/strict";
import { httpBench } from "#tests/http/http_bench.ts";
import { PYTHON, python } from "#tests/support/python.ts";
import { runCommand } from "#tests/support/command.ts";
import { tempDir } from "#tests/support/temp.ts";

const CALLS = `
def ask(server):
    out = [server.supervisor.getState(), server.supervisor.getAllProcessInfo(),
           server.supervisor.startProcess("cat", False), server.supervisor.reloadConfig(),
           server.supervisor.tailProcessStdoutLog("cat", 0, 10)]
    try:
        server.supervisor.getProcessInfo("nöpe")
    except xmlrpc.client.Fault as fault:
        out.append([fault.faultCode, fault.faultString])
    out.append(server.system.multicall([
        {"methodName": "supervisor.getPID", "params": []},
        {"methodName": "supervisor.nope", "params": []}]))
    return out
`;

async function expected(): Promise<unknown[]> {
  await using bench = await httpBench();
  return [
    { statecode: 1, statename: "RUNNING" },
    await bench.api.getAllProcessInfo(),
    true,
    [[["new"], [], ["old"]]],
    ["out\n", 4, false],
    [10, "BAD_NAME: nöpe"],
    [7808, { faultCode: 1, faultString: "UNKNOWN_METHOD" }],
  ];
}

Deno.test("Python's ServerProxy talks to a TCP server, with a password", async () => {
  await using bench = await httpBench({ credentials: { username: "u", password: "p" } });
  assert.equal(bench.address.transport, "tcp");
  const answer = await python(
    `import xmlrpc.client
${CALLS}
answer = ask(xmlrpc.client.ServerProxy("http://u:p@127.0.0.1:%d/RPC2" % given))`,
    bench.address.port,
  );
  assert.deepEqual(answer, await expected());
});

Deno.test("Python's ServerProxy talks to a UNIX socket through a transport of its own", async () => {
  await using dir = await tempDir();
  await using bench = await httpBench({ socket: dir.at("s") });
  const answer = await python(
    `import http.client, socket, xmlrpc.client
class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.host)
class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        if not self._connection[1]:
            self._connection = given, Connection(given)
        return self._connection[1]
${CALLS}
answer = ask(xmlrpc.client.ServerProxy("http://localhost", Transport()))`,
    dir.at("s"),
  );
  assert.deepEqual(answer, await expected());
  assert.deepEqual(bench.accepted.map(({ caller }) => caller.peer)[0], "unix");
});

Deno.test("Supervisor's own transport and supervisorctl talk to a UNIX socket", async () => {
  await using dir = await tempDir();
  await using bench = await httpBench({
    socket: dir.at("s"),
    credentials: { username: "u", password: "{SHA}516b9783fca517eecbd1d064da2d165310b19759" },
  });
  const answer = await python(
    `import xmlrpc.client
from supervisor.xmlrpc import SupervisorTransport
${CALLS}
answer = ask(xmlrpc.client.ServerProxy(
    "http://127.0.0.1", transport=SupervisorTransport("u", "p", "unix://" + given)))`,
    dir.at("s"),
  );
  assert.deepEqual(answer, await expected());
  const status = await runCommand(
    [
      PYTHON,
      "-m",
      "supervisor.supervisorctl",
      "-s",
      `unix://${dir.at("s")}`,
      "-u",
      "u",
      "-p",
      "p",
      "status",
    ],
    { within: 20_000 },
  );
  assert.equal(
    status.stdout,
    "cat                              RUNNING   pid 4711, uptime 0:00:05\n" +
      "web:one                          RUNNING   pid 4711, uptime 0:00:05\n",
  );
  assert.deepEqual(new Set(bench.accepted.map(({ caller }) => caller.user)), new Set(["u"]));
});
