// needs: supervisor python3
/**
 * What the web interface cesi asks of each of its nodes, over Python's `xmlrpc.client` with name and
 * password in the URL, and how it takes the answers apart.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { normaliseValue } from "#tests/support/normalise.ts";
import { python } from "#tests/support/python.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { withBoth } from "./both_daemons.ts";
import { web } from "./programs.ts";

const CREDENTIALS = { username: "me", password: "secret" };

function sections(place: SubjectPlace): string {
  return `
[program:talk]
command=/bin/sh -c "echo one; echo two; echo three; echo bad >&2; echo worse >&2; exec cat"
startsecs=0
stdout_logfile=${place.at("talk.out")}
stderr_logfile=${place.at("talk.err")}

[program:mute]
command=/bin/cat
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE

[program:missing]
command=/no/such/file
autostart=false

[program:fatal]
command=/bin/false
startretries=0

${web(2)}`;
}

/** A session of its pages and buttons, in Python as cesi is. */
const SESSION = `
import xmlrpc.client
from datetime import datetime

connection = xmlrpc.client.ServerProxy(given)

def told(call, *args):
    try:
        return bool(call(*args))
    except xmlrpc.client.ProtocolError as error:
        return ["protocol", error.errcode, error.errmsg]
    except xmlrpc.client.Fault as error:
        return ["fault", error.faultCode, error.faultString]

def row(info):
    for moment in ("start", "stop", "now"):
        assert type(info[moment]) is int
        datetime.fromtimestamp(info[moment]).strftime("%Y-%m-%d %H:%M:%S")
    taken = {key: info[key] for key in ("name", "group", "statename", "state", "spawnerr",
                                        "exitstatus", "stdout_logfile", "stderr_logfile")}
    taken["running"] = info["pid"] > 0
    if info["state"] == 20:
        # The description is cut at its comma, and the uptime is the second word behind it.
        name, uptime = info["description"].split(",")[1].strip().split(" ")
        taken["uptime"] = [name, uptime.count(":")]
    else:
        taken["uptime"] = 0
    return taken

def logs(name):
    out = connection.supervisor.tailProcessStdoutLog(name, 0, 500)[0]
    err = connection.supervisor.tailProcessStderrLog(name, 0, 500)[0]
    return [out.split("\\n")[1:-1], err.split("\\n")[1:-1]]

def restart(name):
    if connection.supervisor.getProcessInfo(name)["state"] == 20:
        stopped = told(connection.supervisor.stopProcess, name)
        if stopped is not True:
            return stopped
    return told(connection.supervisor.startProcess, name)

supervisor = connection.supervisor
answer = {"connected": told(connection.system.listMethods)}
if answer["connected"] is True:
    answer["rows"] = [row(info) for info in supervisor.getAllProcessInfo()]
    answer["logs"] = [logs(name) for name in ("talk", "mute", "web:web_0")]
    answer["stop"] = [told(supervisor.stopProcess, name)
                      for name in ("web:web_0", "web:web_0", "nosuch", "web:nosuch")]
    answer["start"] = [told(supervisor.startProcess, name)
                       for name in ("web:web_0", "web:web_0", "nosuch", "missing", "fatal")]
    answer["restart"] = [restart(name) for name in ("web:web_1", "missing")]
    answer["one"] = row(supervisor.getProcessInfo("web:web_1"))
    answer["wrong"] = told(supervisor.getProcessInfo, "nosuch")
`;

async function session(subject: Subject, userinfo: string): Promise<unknown> {
  await until(async () => {
    const fatal = await subject.rpc("getProcessInfo", "fatal") as { statename: string };
    const written = await Deno.readTextFile(subject.place.at("talk.err"));
    return fatal.statename === "FATAL" && written.endsWith("worse\n");
  }, { within: 20_000, what: "the programs to come to rest" });
  const url = `http://${userinfo}@127.0.0.1:${subject.place.port}/RPC2`;
  return normaliseValue(await python(SESSION, url), subject.place);
}

Deno.test("cesi shows, starts, stops and restarts programs as with supervisord", async () => {
  const { username, password } = CREDENTIALS;
  const { theirs, ours } = await withBoth(
    { sections, credentials: CREDENTIALS },
    (subject) => session(subject, `${username}:${password}`),
  );
  assert.deepEqual(ours, theirs);
  const { connected, logs, restart } = ours as Record<string, unknown>;
  assert.equal(connected, true);
  assert.deepEqual(logs, [[["two", "three"], ["worse"]], [[], []], [[], []]]);
  assert.deepEqual(restart, [true, ["fault", 20, "NO_FILE: can't find command '/no/such/file'"]]);
});

Deno.test("cesi takes a node with a wrong password for one that is not connected", async () => {
  const { theirs, ours } = await withBoth(
    { sections, credentials: CREDENTIALS },
    (subject) => session(subject, "me:guess"),
  );
  assert.deepEqual(ours, theirs);
  assert.deepEqual(ours, { connected: ["protocol", 401, "Unauthorized"] });
});
