// needs: supervisor python3
/**
 * What the agents of Datadog and Telegraf ask, and what they hold the answers against: Datadog's check
 * comes through Supervisor's own transport or `xmlrpc.client`, Telegraf's input wants whole numbers that
 * fit fields of 8, 16 and 32 bits.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { normaliseValue } from "#tests/support/normalise.ts";
import { python } from "#tests/support/python.ts";
import { withBoth } from "./both_daemons.ts";
import { RESTING } from "./programs.ts";

const CREDENTIALS = { username: "me", password: "secret" };

const SECTIONS = `${RESTING}[group:pair]
programs=cat,manual
`;

const AGENTS = `
import re, time, xmlrpc.client
from supervisor.xmlrpc import SupervisorTransport

def datadog(server):
    supervisor = server.supervisor
    try:
        processes = supervisor.getAllProcessInfo()
    except xmlrpc.client.ProtocolError as error:
        return ["cannot connect", error.errcode, error.errmsg]
    statuses = {"STOPPED": 2, "STARTING": 3, "RUNNING": 0, "BACKOFF": 2, "STOPPING": 2, "EXITED": 2,
                "FATAL": 2, "UNKNOWN": 3}
    found = []
    for process in processes:
        start, stop, now = (int(process[key]) for key in ("start", "stop", "now"))
        assert time.localtime(now) and now >= start and now >= stop
        message = "%(name)s %(group)s %(description)s %(stderr_logfile)s %(stdout_logfile)s " \\
            "%(logfile)s %(statename)s %(exitstatus)s" % process
        found.append([statuses[process["statename"]], stop == 0, message])
    version = re.match(r"(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))?", supervisor.getSupervisorVersion())
    return [found, version.group(0)]

def telegraf(server):
    widths = {"start": 32, "stop": 32, "now": 32, "state": 16, "exitstatus": 8, "pid": 32}
    texts = ("name", "group", "description", "statename", "stdout_logfile", "stderr_logfile", "spawnerr")
    found = []
    for process in server.supervisor.getAllProcessInfo():
        for key, bits in widths.items():
            assert type(process[key]) is int and -(1 << bits - 1) <= process[key] < 1 << bits - 1, key
        assert all(type(process[key]) is str for key in texts)
        found.append([process["name"], process["group"], process["state"], process["exitstatus"]])
    state = server.supervisor.getState()
    assert -128 <= state["statecode"] < 128 and type(state["statename"]) is str
    return [found, state, server.supervisor.getIdentification()]

def over(url):
    return xmlrpc.client.ServerProxy(url)

# A path that has no scheme is what Datadog's examples put there, with unix:// before it.
local = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=SupervisorTransport(
    "me", "secret", "unix://" + given["socket"]))
answer = {
    "datadog by socket": datadog(local),
    "datadog": datadog(over("http://me:secret@127.0.0.1:%s/RPC2" % given["port"])),
    "datadog locked out": datadog(over("http://127.0.0.1:%s/RPC2" % given["port"])),
    "telegraf": telegraf(over("http://me:secret@127.0.0.1:%s/RPC2" % given["port"])),
}
`;

async function agents(subject: Subject): Promise<unknown> {
  await until(async () => {
    const infos = await subject.rpc("getAllProcessInfo") as Record<string, string>[];
    const resting = infos.filter(({ statename }) => /FATAL|EXITED/.test(statename as string));
    return resting.length === 2;
  }, { within: 20_000, what: "the programs to come to rest" });
  const { socket, port } = subject.place;
  return normaliseValue(await python(AGENTS, { socket, port }), subject.place);
}

Deno.test("the agents of Datadog and Telegraf report of the daemon what they report of supervisord", async () => {
  const { theirs, ours } = await withBoth(
    { sections: () => SECTIONS, credentials: CREDENTIALS },
    agents,
  );
  assert.deepEqual(ours, theirs);
  const reports = ours as Record<string, unknown>;
  assert.deepEqual(reports["datadog locked out"], ["cannot connect", 401, "Unauthorized"]);
  assert.deepEqual((reports["telegraf"] as unknown[])[1], { statecode: 1, statename: "RUNNING" });
  assert.deepEqual((reports["telegraf"] as unknown[][])[0]?.[2], ["cat", "pair", 20, 0]);
});
