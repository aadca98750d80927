import assert from "node:assert/strict";
import { SAFE_HEADERS } from "#daemon/http/safe_headers.ts";
import { encodeFault } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { callRequest, httpBench } from "#tests/http/http_bench.ts";
import { callRpc, RpcFault } from "#tests/support/xmlrpc_client.ts";

function post(body: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(body));
  return `POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes}`;
}

Deno.test("an answer is text/xml in Supervisor's layout", async () => {
  await using bench = await httpBench();
  const answer = await bench.raw(callRequest("supervisor.getPID"));
  assert.equal(answer.headers["content-type"], "text/xml");
  assert.equal(answer.headers["content-length"], String(answer.body.length));
  assert.equal(
    answer.text,
    "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n" +
      "<value><int>7808</int></value>\n</param>\n</params>\n</methodResponse>\n",
  );
});

Deno.test("a browser's answer has the headers that keep it from guessing, keeping and embedding", async () => {
  await using bench = await httpBench();
  const { headers } = await bench.raw(
    callRequest("supervisor.getPID").replace("\r\n", "\r\nSec-Fetch-Site: same-origin\r\n"),
  );
  assert.equal(headers["content-type"], "text/xml");
  for (const [name, value] of Object.entries(SAFE_HEADERS)) {
    assert.equal(headers[name.toLowerCase()], value);
  }
});

Deno.test("a program's answer has no header that costs time and means nothing", async () => {
  await using bench = await httpBench();
  const answer = await bench.raw(callRequest("supervisor.getPID"));
  const engine = ["content-length", "date", "vary"];
  const own = Object.keys(answer.headers).filter((name) => !engine.includes(name));
  assert.deepEqual(own, ["content-type"]);
});

Deno.test("a fault is an answer like any other", async () => {
  await using bench = await httpBench();
  const answer = await bench.raw(callRequest("supervisor.nope"));
  assert.equal(answer.status, 200);
  assert.equal(answer.text, encodeFault(Fault.of("UNKNOWN_METHOD")));
});

Deno.test("length is counted in bytes, whatever the letters", async () => {
  await using bench = await httpBench();
  bench.api.before = () => {
    throw Fault.of("BAD_NAME", "grün🚀");
  };
  const answer = await bench.raw(callRequest("supervisor.getAllProcessInfo"));
  assert.equal(answer.headers["content-length"], String(answer.body.length));
  assert.match(answer.text, /BAD_NAME: grün🚀<\/string>[^]*<\/methodResponse>\n$/);
});

const REFUSED: readonly [body: string, line: string][] = [
  ["<foo", "error XML-RPC request data '<foo' is invalid: unmarshallable"],
  ["<foo>é'\n", 'error XML-RPC request data "<foo>é\'\\n" is invalid: unmarshallable'],
  [
    "<methodCall><methodName/></methodCall>",
    "error XML-RPC request data '<methodCall><methodName/></methodCall>' is invalid: no method name",
  ],
  ["", "error XML-RPC request data '' is invalid: unmarshallable"],
];

for (const [body, line] of REFUSED) {
  Deno.test(`the request ${JSON.stringify(body)} is answered with 400 and logged`, async () => {
    await using bench = await httpBench();
    assert.equal((await bench.raw(post(body))).status, 400);
    assert.deepEqual(bench.lines.filter((entry) => entry.startsWith("error")), [line]);
  });
}

Deno.test("of a large bad request only the beginning is logged", async () => {
  await using bench = await httpBench();
  await bench.raw(post("x".repeat(5000)));
  const [line] = bench.lines.filter((entry) => entry.startsWith("error"));
  assert.equal(
    line,
    `error XML-RPC request data '${
      "x".repeat(1000)
    }'… (5000 characters) is invalid: unmarshallable`,
  );
});

Deno.test("calls are traced with their outcome", async () => {
  await using bench = await httpBench();
  await callRpc(bench.address, "supervisor.getState");
  await assert.rejects(callRpc(bench.address, "supervisor.getProcessInfo", ["nope"]), RpcFault);
  assert.deepEqual(bench.lines.filter((line) => line.startsWith("trace XML-RPC")), [
    "trace XML-RPC method called: supervisor.getState()",
    "trace XML-RPC method supervisor.getState() returned successfully",
    "trace XML-RPC method called: supervisor.getProcessInfo()",
    "trace XML-RPC method supervisor.getProcessInfo() returned fault: [10] BAD_NAME: nope",
  ]);
});

Deno.test("an error that is no fault is 500 and critical", async () => {
  await using bench = await httpBench();
  bench.api.before = () => {
    throw new RangeError("broken");
  };
  assert.equal((await bench.raw(callRequest("supervisor.getPID"))).status, 500);
  const [line] = bench.lines.filter((entry) => entry.startsWith("critical Handling"));
  assert.match(
    line ?? "",
    /^critical Handling XML-RPC request with data '<methodCall>.*' raised an unexpected exception: RangeError: broken\n/,
  );
});

Deno.test("a call that waits holds up no other", async () => {
  await using bench = await httpBench();
  const gate = Promise.withResolvers<void>();
  bench.api.before = (method) => method === "startProcess" ? gate.promise : undefined;
  const waiting = callRpc(bench.address, "supervisor.startProcess", ["cat"]);
  assert.equal(await callRpc(bench.address, "supervisor.getPID"), 7808);
  gate.resolve();
  assert.equal(await waiting, true);
});

Deno.test("during shutdown methods are fault 6 and system methods answer", async () => {
  await using bench = await httpBench();
  bench.daemon.shuttingDown = true;
  await assert.rejects(
    callRpc(bench.address, "supervisor.getState"),
    (error) => error instanceof RpcFault && error.code === 6 && error.message === "SHUTDOWN_STATE",
  );
  const names = await callRpc(bench.address, "system.listMethods");
  assert.equal((names as string[]).length, 41);
});
