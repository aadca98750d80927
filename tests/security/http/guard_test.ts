/** Requests that a server has to refuse, and those that it must not. */
import assert from "node:assert/strict";
import type { ServerConfig } from "#lib/config/config.ts";
import { callRequest, type HttpBench, httpBench } from "#tests/http/http_bench.ts";
import { tempDir } from "#tests/support/temp.ts";

const CHANGE = "supervisor.shutdown";

/** The status of a call that changes something, and whether it was carried out. */
async function call(
  bench: HttpBench,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; done: boolean }> {
  const before = bench.accepted.length;
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const request = callRequest(CHANGE, `${fields}Connection: close\r\n`);
  const { Host: host } = headers;
  const { status } = await bench.raw(
    host === undefined ? request : request.replace("Host: localhost\r\n", ""),
  );
  return { status, done: bench.accepted.length > before };
}

const ALLOWED: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ["a program", {}],
  ["a program under any name", { "Host": "evil.example" }],
  ["Python's client", { "Host": "alias.example", "Accept-Encoding": "gzip" }],
  ["the page", { "Sec-Fetch-Site": "same-origin", "Origin": "http://localhost" }],
  ["an older browser's page", { "Origin": "http://localhost" }],
];

const REFUSED: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ["another site's page", { "Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example" }],
  ["a page of another port", { "Sec-Fetch-Site": "same-site", "Origin": "http://localhost:81" }],
  ["an older browser on another site's page", { "Origin": "http://evil.example" }],
  ["a sandboxed page", { "Origin": "null" }],
  ["a form that is followed like a link", {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
  }],
  ["a page under a name that was pointed here", {
    "Host": "evil.example",
    "Sec-Fetch-Site": "same-origin",
    "Origin": "http://evil.example",
  }],
  ["the same in an older browser", { "Host": "evil.example", "Origin": "http://evil.example" }],
];

for (const [what, headers] of ALLOWED) {
  Deno.test(`a call from ${what} is carried out`, async () => {
    await using bench = await httpBench();
    assert.deepEqual(await call(bench, headers), { status: 200, done: true });
  });
}

for (const [what, headers] of REFUSED) {
  Deno.test(`a call from ${what} is refused and not carried out`, async () => {
    await using bench = await httpBench();
    assert.deepEqual(await call(bench, headers), { status: 403, done: false });
  });
}

Deno.test("on a UNIX socket no name is wrong, but another site's page is", async () => {
  await using dir = await tempDir();
  await using bench = await httpBench({ socket: dir.at("s") });
  assert.equal((await call(bench, { "Host": "proxied.example" })).status, 200);
  const own = { "Host": "proxied.example", "Origin": "https://proxied.example" };
  assert.equal((await call(bench, own)).status, 200);
  assert.equal((await call(bench, { "Origin": "http://evil.example" })).status, 403);
});

Deno.test("pages want a name of the server's, streams do where a browser asks", async () => {
  await using bench = await httpBench({ server: { allowedHosts: ["sup.example.org"] } });
  const status = async (path: string, headers: Record<string, string>): Promise<number> =>
    (await bench.request("GET", path, headers)).status;
  for (const host of ["localhost", "127.0.0.1:9001", "testhost", "SUP.example.org:80"]) {
    assert.equal(await status("/", { Host: host }), 200, host);
  }
  assert.equal(await status("/", { Host: "evil.example" }), 403);
  assert.equal(await status("/logtail/x", { Host: "evil.example" }), 404);
  assert.equal(await status("/ok.html", { Host: "evil.example" }), 200);
  for (const path of ["/logtail/x", "/mainlogtail", "/events", "/ok.html"]) {
    const browsers = [{ "User-Agent": "Mozilla/5.0" }, { "Accept-Encoding": "gzip, deflate" }];
    for (const browser of browsers) {
      assert.equal(await status(path, { Host: "evil.example", ...browser }), 403, path);
    }
  }
});

Deno.test("another site may link to a page, and neither embed it nor have it act", async () => {
  const link = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
  };
  await using bench = await httpBench();
  assert.equal((await bench.request("GET", "/", link)).status, 200);
  assert.equal((await bench.request("POST", "/", { ...link, "Content-Length": "0" })).status, 403);
  const frame = { ...link, "Sec-Fetch-Dest": "iframe" };
  assert.equal((await bench.request("GET", "/", frame)).status, 403);
  const image = { ...link, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image" };
  assert.equal((await bench.request("GET", "/logtail/x", image)).status, 403);
  await using legacy = await httpBench({ server: { legacyGetActions: true } });
  const action = "/index.html?processname=cat&action=stop";
  assert.equal((await legacy.request("GET", action, link)).status, 403);
  assert.equal((await legacy.request("GET", "/", link)).status, 200);
});

Deno.test("every answer carries the headers that keep browsers from guessing and embedding", async () => {
  await using bench = await httpBench({ credentials: { username: "u", password: "p" } });
  const authorization = { Authorization: `Basic ${btoa("u:p")}` };
  const answers = [
    await bench.request("GET", "/ok.html", authorization),
    await bench.request("GET", "/nope", authorization),
    await bench.request("GET", "/ok.html"),
    await bench.request("GET", "/ok.html", { ...authorization, Origin: "http://evil.example" }),
  ];
  assert.deepEqual(answers.map(({ status }) => status), [200, 404, 401, 403]);
  for (const { headers } of answers) {
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.match(headers["cache-control"] ?? "", /no-store/);
    assert.match(headers["content-security-policy"] ?? "", /frame-ancestors 'none'/);
    assert.equal(headers["referrer-policy"], "same-origin");
  }
});

/** A server as one that clients of other machines reach, told by the header that a proxy adds. */
async function statusFor(
  server: Partial<ServerConfig>,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; lines: readonly string[] }> {
  await using bench = await httpBench({ server });
  const { status } = await bench.request("GET", "/ok.html", headers);
  return { status, lines: bench.lines.filter((line) => line.startsWith("warn")) };
}

Deno.test("without a password only this machine is served, and the log says what to set", async () => {
  const forwarded = { "X-Forwarded-For": "203.0.113.9" };
  const standard = { "Forwarded": "for=203.0.113.9" };
  for (const headers of [forwarded, standard]) {
    const { status, lines } = await statusFor({}, headers);
    assert.equal(status, 401);
    assert.match(lines.join("\n"), /insecure_allow_unauthenticated=true/);
  }
  assert.deepEqual(await statusFor({}, {}), { status: 200, lines: [] });
  const trusting = { trustedProxies: ["127.0.0.1"] };
  assert.deepEqual(await statusFor(trusting, forwarded), { status: 200, lines: [] });
  const open = { insecureAllowUnauthenticated: true };
  assert.deepEqual(await statusFor(open, forwarded), { status: 200, lines: [] });
});

Deno.test("a client of another address of this machine is refused without a password", async () => {
  const own = Deno.networkInterfaces().find(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  );
  // Where the machine has loopback alone, nobody else could connect.
  const address = own?.address ?? "127.0.0.1";
  await using bench = await httpBench({ server: { host: "0.0.0.0" } as Partial<ServerConfig> });
  assert.equal(bench.address.transport, "tcp");
  const url = `http://${address}:${(bench.address as { port: number }).port}/ok.html`;
  const response = await fetch(url);
  await response.body?.cancel();
  assert.equal(response.status, own === undefined ? 200 : 401);
});

for (
  const [what, framing] of [
    ["Content-Length and Transfer-Encoding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"],
    ["Transfer-Encoding and Content-Length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"],
    ["two lengths", "Content-Length: 70\r\nContent-Length: 5\r\n"],
    ["a length that is none", "Content-Length: 70x\r\n"],
    ["a negative length", "Content-Length: -70\r\n"],
    ["an encoding that ends in no chunks", "Transfer-Encoding: chunked, identity\r\n"],
    ["two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n"],
  ] as const
) {
  Deno.test(`a call with ${what} is never carried out, over TCP or a UNIX socket`, async () => {
    await using dir = await tempDir();
    const body = `<methodCall><methodName>${CHANGE}</methodName></methodCall>`;
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    for (const socket of [{}, { socket: dir.at("s") }]) {
      await using bench = await httpBench(socket);
      for (const content of [body, chunked]) {
        const head = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n${framing}\r\n`;
        assert.equal((await bench.raw(head + content)).status, 400);
      }
      assert.deepEqual(bench.accepted, []);
    }
  });
}
