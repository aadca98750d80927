import assert from "node:assert/strict";
import { Fault } from "#lib/rpc/fault.ts";
import { fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { NOW } from "#tests/web/support/fake_web.ts";
import { changes, messageOf, webBench } from "#tests/web/support/web_bench.ts";
import { cTime } from "#daemon/web/words/durations.ts";

const LEGACY = { server: { legacyGetActions: true } };

const DONE: readonly (readonly [query: string, message: string, calls: readonly unknown[][]])[] = [
  ["action=refresh", `Page refreshed at ${cTime(NOW)}`, []],
  ["action=stopall", `All stopped at ${cTime(NOW)}`, [["stopAllProcesses"]]],
  [
    "action=restartall",
    `All restarted at ${cTime(NOW)}`,
    [["stopAllProcesses"], ["startAllProcesses"]],
  ],
  ["action=start&processname=web%3Aone", "Process web:one started", [["startProcess", "web:one"]]],
  ["action=stop&processname=cat", "Process cat stopped", [["stopProcess", "cat"]]],
  [
    "action=restart&processname=cat",
    "Process cat restarted",
    [["stopProcess", "cat"], ["startProcess", "cat"]],
  ],
  ["action=clearlog&processname=cat", "Log for cat cleared", [["clearProcessLogs", "cat"]]],
  ["action=start&processname=nope", "No such process named nope", []],
  ["action=stop&processname=web%3A*", "No such process named web:*", []],
];

Deno.test("with legacy_get_actions a GET acts and answers in Supervisor's words", async () => {
  for (const [query, message, calls] of DONE) {
    await using bench = await webBench(LEGACY);
    const answer = await bench.get(`/index.html?${query}`);
    assert.equal(answer.status, 303, query);
    assert.equal(messageOf(answer), message, query);
    assert.match(answer.headers["location"]!, /^\.\/\?message=[A-Za-z0-9%.\-_!~*'()\/]+$/);
    assert.deepEqual(changes(bench.api), calls, query);
  }
});

Deno.test("without it a GET asks, and the form that it shows acts", async () => {
  for (const [query, message, calls] of DONE.filter(([, , calls]) => calls.length > 0)) {
    await using bench = await webBench();
    const question = await bench.get(`/?${query}`);
    assert.equal(question.status, 200, query);
    assert.match(question.text, /Nothing has been done yet\./);
    assert.deepEqual(changes(bench.api), []);
    const fields = new URLSearchParams(
      [...question.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
        .map(([, name = "", value = ""]) => [name, value]),
    );
    const answer = await bench.post("/index.html", fields);
    assert.equal(messageOf(answer), message, query);
    assert.deepEqual(changes(bench.api), calls, query);
  }
});

Deno.test("a form without the token, or with another one, does nothing and asks", async () => {
  await using bench = await webBench();
  for (const token of [undefined, "", "x", bench.token.slice(1), `${bench.token}x`]) {
    const fields = {
      action: "stop",
      processname: "cat",
      ...(token === undefined ? {} : { token }),
    };
    const answer = await bench.post("/index.html", fields);
    assert.equal(answer.status, 403);
    assert.match(answer.text, /carries no token/);
  }
  assert.deepEqual(changes(bench.api), []);
  const fields = { action: "stop", processname: "cat", token: bench.token };
  assert.equal((await bench.post("/index.html", fields)).status, 303);
});

Deno.test("a token belongs to one user", async () => {
  const credentials = { username: "u", password: "p" };
  await using bench = await webBench({ credentials });
  const headers = { Authorization: `Basic ${btoa("u:p")}` };
  const fields = { action: "stop", processname: "cat", token: bench.token };
  assert.equal((await bench.post("/index.html", fields, headers)).status, 403);
  const { text } = await bench.get("/", headers);
  const [, token = ""] = /name="token" value="([^"]+)"/.exec(text) ?? [];
  const answer = await bench.post("/index.html", { ...fields, token }, headers);
  assert.equal(messageOf(answer), "Process cat stopped");
});

const FAULTS: readonly (readonly [action: string, fault: Fault, message: string])[] = [
  ["start", Fault.of("NO_FILE", "x"), "ERROR: Process cat: no such file"],
  ["start", Fault.of("NOT_EXECUTABLE", "x"), "ERROR: Process cat: file not executable"],
  ["start", Fault.of("ALREADY_STARTED", "cat"), "ERROR: Process cat: already started"],
  ["start", Fault.of("SPAWN_ERROR", "cat"), "ERROR: Process cat: spawn error"],
  ["start", Fault.of("ABNORMAL_TERMINATION", "cat"), "ERROR: Process cat: abnormal termination"],
  [
    "start",
    Fault.of("FAILED", "x"),
    "ERROR: Process cat: unexpected rpc fault [30] FAILED: x",
  ],
  ["stop", Fault.of("NOT_RUNNING", "cat"), "unexpected rpc fault [70] NOT_RUNNING: cat"],
  ["clearlog", Fault.of("FAILED", "cat"), "unexpected rpc fault [30] FAILED: cat"],
  ["restart", Fault.of("FAILED", "cat"), "Process cat restarted"],
];

Deno.test("what goes wrong is told in Supervisor's words", async () => {
  for (const [action, fault, message] of FAULTS) {
    const api = fakeSupervisor();
    api.before = () => {
      throw fault;
    };
    await using bench = await webBench({ api });
    const fields = { action, processname: "cat", token: bench.token };
    assert.equal(messageOf(await bench.post("/", fields)), message);
  }
});

Deno.test("our own script is told when a restart came to nothing", async () => {
  const api = fakeSupervisor();
  api.before = (method) => {
    if (method === "startProcess") throw Fault.of("ABNORMAL_TERMINATION", "cat");
  };
  await using bench = await webBench({ api });
  const fields = { action: "restart", processname: "cat", token: bench.token };
  const answer = await bench.post("/", fields, { Accept: "application/json" });
  assert.deepEqual(JSON.parse(answer.text), {
    ok: false,
    message: "ERROR: Process cat: abnormal termination",
  });
});

Deno.test("an action that is none, or one without its object, is refused", async () => {
  await using bench = await webBench(LEGACY);
  for (
    const query of [
      "action=explode",
      "action=start",
      "action=start&processname=",
      "action=stopgroup",
    ]
  ) {
    assert.equal((await bench.get(`/?${query}`)).status, 400, query);
  }
  assert.deepEqual(changes(bench.api), []);
});

Deno.test("the body of a form wins over the address, its last value over those before", async () => {
  await using bench = await webBench();
  const body = new URLSearchParams([
    ["action", "start"],
    ["action", "stop"],
    ["token", bench.token],
  ]);
  const answer = await bench.post(
    "/index.html?action=clearlog&processname=cat&processname=x",
    body,
  );
  assert.equal(messageOf(answer), "Process cat stopped");
});

Deno.test("groups, all that is shown, and everything can be started and stopped", async () => {
  await using bench = await webBench();
  const { token } = bench;
  const group = await bench.post("/", { action: "restartgroup", group: "web", token });
  assert.equal(messageOf(group), "Group web restarted");
  const started = await bench.post("/", { action: "startall", token });
  assert.equal(messageOf(started), `All started at ${cTime(NOW)}`);
  const listed = new URLSearchParams([
    ["action", "stoplisted"],
    ["name", "cat"],
    ["name", "web:one"],
    ["token", token],
  ]);
  assert.equal(messageOf(await bench.post("/", listed)), "2 processes stopped");
  assert.deepEqual(changes(bench.api), [
    ["stopProcessGroup", "web"],
    ["startProcessGroup", "web"],
    ["startAllProcesses"],
    ["stopProcess", "cat"],
    ["stopProcess", "web:one"],
  ]);
});

Deno.test("before several are stopped they are listed, those of a filter one by one", async () => {
  await using bench = await webBench();
  const { token } = bench;
  const all = await bench.post("/index.html?ask=1", { action: "stopall", token });
  assert.match(all.text, /<h1>Stop the only process\?<\/h1>.*<li>cat<\/li>/s);
  const shown = await bench.post("/index.html?ask=1&q=web", { action: "startlisted", token });
  assert.match(shown.text, /<h1>Start this process\?<\/h1>/);
  assert.match(shown.text, /<input type="hidden" name="name" value="web:one">/);
  assert.deepEqual(changes(bench.api), []);
});

Deno.test("one that fails among several is named", async () => {
  const api = fakeSupervisor();
  api.before = (method) => {
    if (method === "startProcess") throw Fault.of("SPAWN_ERROR", "cat");
  };
  await using bench = await webBench({ api });
  const fields = { action: "startlisted", name: "cat", token: bench.token };
  assert.equal(
    messageOf(await bench.post("/", fields)),
    "ERROR: 1 process started, but not cat: SPAWN_ERROR: cat",
  );
});

Deno.test("a script gets the outcome as JSON, and is told when its page is too old", async () => {
  await using bench = await webBench();
  const headers = { Accept: "application/json" };
  const fields = { action: "stop", processname: "cat", token: bench.token };
  const done = await bench.post("/index.html", fields, headers);
  assert.deepEqual(JSON.parse(done.text), { message: "Process cat stopped", ok: true });
  const old = await bench.post("/index.html", { ...fields, token: "old" }, headers);
  assert.equal(old.status, 403);
  assert.equal(JSON.parse(old.text).ok, false);
});

Deno.test("an action on the page of a process leads back there", async () => {
  await using bench = await webBench();
  const fields = { action: "stop", token: bench.token };
  const answer = await bench.post("/index.html?processname=web%3Aone&from=process", fields);
  assert.equal(
    answer.headers["location"],
    "process.html?processname=web%3Aone&message=Process%20web%3Aone%20stopped",
  );
});

Deno.test("a link on another site asks even with legacy_get_actions, or is refused", async () => {
  await using bench = await webBench(LEGACY);
  const headers = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
  };
  const answer = await bench.get("/index.html?action=stop&processname=cat", headers);
  assert.notEqual(answer.status, 303);
  assert.deepEqual(changes(bench.api), []);
});
