import assert from "node:assert/strict";
import { fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { callRequest, httpBench } from "#tests/http/http_bench.ts";
import { until } from "#tests/support/deadline.ts";

function errorBody(status: number, reason: string): string {
  return `<head>\r\n<title>Error response</title>\r\n</head>\r\n<body>\r\n` +
    `<h1>Error response</h1>\r\n<p>Error code ${status}.\r\n<p>Message: ${reason}.\r\n</body>\r\n`;
}

const ROUTES: readonly [method: string, path: string, status: number][] = [
  ["GET", "/RPC2", 400],
  ["HEAD", "/RPC2", 400],
  ["PUT", "/RPC2", 400],
  ["GET", "/RPC2xyz", 400],
  ["POST", "/RPC2", 411],
  ["POST", "/RPC2/", 411],
  ["POST", "/%52PC2", 411],
  ["POST", "/logtail/cat", 400],
  ["HEAD", "/logtail/cat", 400],
  ["GET", "/logtail", 404],
  ["GET", "/logtail/", 404],
  ["GET", "/logtail/nope", 404],
  ["GET", "/logtail/cat/STDOUT", 404],
  ["GET", "/logtail/cat/stdout/x", 404],
  ["POST", "/mainlogtail", 400],
  ["GET", "/mainlogtail", 404],
  ["GET", "/", 200],
  ["GET", "/index.html", 200],
  ["GET", "/?message=x", 200],
  ["HEAD", "/", 200],
  ["GET", "/ok.html", 200],
  ["POST", "/ok.html", 200],
  ["HEAD", "/ok.html", 200],
  ["PUT", "/ok.html", 400],
  ["GET", "/nope", 404],
  ["HEAD", "/nope", 404],
  ["POST", "/nope", 400],
  ["DELETE", "/nope", 400],
  ["OPTIONS", "*", 400],
  ["GET", "/..%2fetc/passwd", 404],
  ["GET", "/%zz", 404],
  ["GET", "/%ff", 404],
  ["GET", "http://elsewhere/ok.html", 200],
];

Deno.test("requests are routed by prefix and method as Supervisor does", async () => {
  await using bench = await httpBench();
  for (const [method, path, status] of ROUTES) {
    const answer = await bench.request(method, path);
    assert.equal(answer.status, status, `${method} ${path}`);
    assert.equal(answer.headers["server"], "Denvisor", `${method} ${path}`);
    assert.match(answer.headers["date"] ?? "", /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  }
  assert.deepEqual(bench.lines.filter((line) => line.startsWith("error")), []);
});

for (
  const [status, reason, method, path] of [
    [400, "Bad Request", "GET", "/RPC2"],
    [404, "Not Found", "GET", "/nope"],
    [411, "Length Required", "POST", "/RPC2"],
  ] as const
) {
  Deno.test(`the body of a ${status} is Supervisor's`, async () => {
    await using bench = await httpBench();
    const answer = await bench.request(method, path);
    assert.equal(answer.text, errorBody(status, reason));
    assert.equal(answer.headers["content-type"], "text/html");
    assert.equal(answer.headers["content-length"], String(answer.body.length));
  });
}

Deno.test("ok.html says OK in two bytes of plain text", async () => {
  await using bench = await httpBench();
  for (const method of ["GET", "POST", "HEAD"]) {
    const answer = await bench.request(method, "/ok.html");
    assert.equal(answer.text, method === "HEAD" ? "" : "OK");
    assert.equal(answer.headers["content-type"], "text/plain");
    assert.equal(answer.headers["content-length"], "2");
  }
});

Deno.test("one connection carries many requests until one asks to close it", async () => {
  await using bench = await httpBench();
  const get = "GET /ok.html HTTP/1.1\r\nHost: localhost\r\n";
  using connection = await connect(bench.address);
  for (let round = 0; round < 3; round++) {
    assert.match(await ask(connection, `${get}\r\n`), /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nOK$/);
  }
  await ask(connection, `${get}Connection: close\r\n\r\n`);
  assert.equal(await connection.read(new Uint8Array(1)), null);
});

Deno.test("HTTP/1.0 is answered in kind, and kept open only when asked", async () => {
  await using bench = await httpBench();
  using connection = await connect(bench.address);
  const get = "GET /ok.html HTTP/1.0\r\n";
  const kept = await ask(connection, `${get}Connection: keep-alive\r\n\r\n`);
  assert.match(kept, /^HTTP\/1\.0 200 OK\r\n[^]*connection: keep-alive\r\n/i);
  assert.match(await ask(connection, `${get}\r\n`), /^HTTP\/1\.0 200 OK\r\n/);
  assert.equal(await connection.read(new Uint8Array(1)), null);
});

Deno.test("an empty body is answered with 400 and a chunked one is read", async () => {
  await using bench = await httpBench();
  const empty = await bench.raw("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  assert.equal(empty.status, 400);
  const body = "<methodCall><methodName>supervisor.getPID</methodName></methodCall>";
  const half = body.length >> 1;
  const chunks = [body.slice(0, half), body.slice(half), ""]
    .map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
  const chunked = await bench.raw(
    `POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
  );
  assert.equal(chunked.status, 200);
  assert.match(chunked.text, /<int>7808<\/int>/);
});

Deno.test("a body over 8 MiB is refused, announced or not", async () => {
  await using bench = await httpBench();
  const size = 8 * 1024 * 1024 + 1;
  const head = "POST /RPC2 HTTP/1.1\r\nHost: x\r\n";
  const announced = await bench.raw(`${head}Content-Length: ${size}\r\n\r\n`);
  assert.equal(announced.status, 413);
  assert.equal(announced.text, errorBody(413, "Payload Too Large"));
  const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
  const chunked = await bench.raw(
    `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}0\r\n\r\n`,
  );
  assert.equal(chunked.status, 413);
});

Deno.test("an error in a handler is logged with its peer and answered with 500", async () => {
  const api = fakeSupervisor();
  api.before = () => {
    throw new TypeError("broken");
  };
  await using bench = await httpBench({ api });
  const answer = await bench.request("GET", "/tail.html?processname=cat");
  assert.equal(answer.status, 500);
  assert.equal(answer.text, errorBody(500, "Internal Server Error"));
  const [line] = bench.lines.filter((line) => line.startsWith("error"));
  assert.match(
    line ?? "",
    /^error 127\.0\.0\.1:\d+:Server Error: GET \/tail\.html: TypeError: broken\n/,
  );
});

Deno.test("each request leaves a line of the access log", async () => {
  await using bench = await httpBench();
  await bench.request("GET", "/nope?a=b%20c");
  const { body } = await bench.raw(callRequest("supervisor.getPID"));
  const lines = await until(
    () => {
      const found = bench.lines.filter((line) => line.includes(" - - ["));
      return found.length === 2 && found;
    },
    { within: 5000, what: "two lines" },
  );
  const start = String
    .raw`^trace 127\.0\.0\.1:\d+ - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] `;
  assert.match(lines[0]!, new RegExp(`${start}"GET /nope\\?a=b%20c HTTP/1.1" 404 134$`));
  assert.match(lines[1]!, new RegExp(`${start}"POST /RPC2 HTTP/1.1" 200 ${body.length}$`));
});

type Address = Awaited<ReturnType<typeof httpBench>>["address"];

async function connect(address: Address): Promise<Deno.Conn> {
  assert.equal(address.transport, "tcp");
  return await Deno.connect({ hostname: address.hostname, port: address.port });
}

/** Sends a request and reads until the two letters of ok.html's body have come. */
async function ask(connection: Deno.Conn, request: string): Promise<string> {
  await connection.write(new TextEncoder().encode(request));
  const buffer = new Uint8Array(4096);
  let text = "";
  while (!text.endsWith("\r\n\r\nOK")) {
    const count = await connection.read(buffer);
    if (count === null) throw new Error(`Closed after ${JSON.stringify(text)}`);
    text += new TextDecoder().decode(buffer.subarray(0, count));
  }
  return text;
}
