import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { framed } from "#tests/support/subject_place.ts";
import { exchange, type RpcAddress } from "#tests/support/xmlrpc_client.ts";

function start(): Promise<Subject> {
  return startSubject("denvisord", {
    config: (at) =>
      framed(at, "[program:a]\ncommand=/bin/sleep 1000\nstartsecs=0\n", { tcp: true }),
  });
}

async function pidOf(subject: Subject): Promise<number> {
  return (await subject.rpc("getProcessInfo", "a") as { pid: number }).pid;
}

function post(body: string, headers = ""): string {
  const length = new TextEncoder().encode(body).length;
  return `POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n` +
    `Connection: close\r\n${headers}\r\n${body}`;
}

const DEEP = "<value><array><data>".repeat(100_000);

/** Things that are no request: what is sent, and the status it gets where one is sure. */
const GARBAGE: readonly (readonly [name: string, text: string, status?: number])[] = [
  ["binary", "\u0000\u0001\u00ff\u00fe\r\n\r\n"],
  ["no request line", "hello\r\n\r\n"],
  ["TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"],
  ["an odd version", "GET / HTTP/9.9\r\n\r\n"],
  ["a header without a colon", "GET / HTTP/1.1\r\nHost x\r\n\r\n"],
  ["a negative length", "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"],
  ["a wordy length", "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"],
  ["200 KB of header", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(200_000)}\r\n\r\n`],
  ["GET on the RPC address", "GET /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
  ["no XML", post("garbage"), 400],
  ["half of an XML document", post("<methodCall><methodName>supervisor.getState"), 400],
  ["XML of another kind", post("<html/>"), 400],
  ["no method name", post("<methodCall><methodName></methodName></methodCall>"), 400],
  ["a bad integer", post(call("<value><int>x</int></value>")), 400],
  ["a document type", post(`<!DOCTYPE a [<!ENTITY b "c">]>${call("<value>&b;</value>")}`), 400],
  ["a hundred thousand levels", post(call(DEEP)), 400],
  [
    "an unknown page",
    "GET /no/such/page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    404,
  ],
];

function call(param: string): string {
  return `<?xml version="1.0"?><methodCall><methodName>supervisor.getProcessInfo</methodName>` +
    `<params><param>${param}</param></params></methodCall>`;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

Deno.test("Garbage on the HTTP port is refused and harms nothing", async (t) => {
  await using subject = await start();
  const pid = await pidOf(subject);
  const addresses: readonly RpcAddress[] = [
    { transport: "tcp", hostname: "127.0.0.1", port: subject.place.port },
    { transport: "unix", path: subject.place.socket },
  ];
  for (const address of addresses) {
    for (const [name, text, status] of GARBAGE) {
      await t.step(`${name} over ${address.transport}`, async () => {
        const got = await statusOf(address, latin1(text));
        if (status !== undefined) assert.equal(got, status);
        // Where nothing of HTTP is to be seen, closing the connection is an answer too.
        else assert.ok(got === null || (got >= 400 && got < 500), `status ${got}`);
        assert.deepEqual(await subject.rpc("getState"), { statecode: 1, statename: "RUNNING" });
      });
    }
  }
  assert.equal(await pidOf(subject), pid);
});

Deno.test("A connection that says nothing, and one that stops in the middle, hold up nobody", async () => {
  await using subject = await start();
  const options = { hostname: "127.0.0.1", port: subject.place.port };
  using _silent = await Deno.connect(options);
  using half = await Deno.connect(options);
  await half.write(latin1("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<meth"));
  using gone = await Deno.connect(options);
  await gone.write(latin1("GET / HTTP/1.1\r\n"));
  assert.deepEqual(await subject.rpc("getState"), { statecode: 1, statename: "RUNNING" });
  const begun = performance.now();
  subject.signal("SIGTERM");
  await until(() => subject.exit() !== null, { within: 15_000, what: "the daemon to end" });
  assert.ok(performance.now() - begun < 10_000);
});

/** The answer's status, `null` when the connection is closed without one. */
async function statusOf(address: RpcAddress, request: Uint8Array): Promise<number | null> {
  try {
    return (await exchange(address, request)).status;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe) {
      return null;
    }
    if (error instanceof Error && /without an answer|Not a status line/.test(error.message)) {
      return null;
    }
    throw error;
  }
}
