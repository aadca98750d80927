/** Servers with a certificate, and the client that talks to them. */
import assert from "node:assert/strict";
import { Transport } from "#ctl/transport.ts";
import { type HttpBench, httpBench } from "#tests/http/http_bench.ts";
import { encodeCall } from "#lib/rpc/encode.ts";
import { openServers } from "#daemon/http/listeners.ts";
import { inetConfig, recordingLogger, SURROUNDINGS } from "#tests/http/http_bench.ts";
import { openSockets } from "#tests/http/open_files.ts";
import { until } from "#tests/support/deadline.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";
import { CERTIFICATES, installCertificate, shownName } from "./certificates.ts";

const CA = `${CERTIFICATES}/ca.pem`;

async function bench(dir: TempDir): Promise<HttpBench> {
  await installCertificate(dir, "first");
  const tls = { cert: dir.at("cert.pem"), key: dir.at("key.pem") };
  const credentials = { username: "u", password: "p" };
  return await httpBench({ credentials, server: { tls } });
}

function portOf({ address }: HttpBench): number {
  assert.equal(address.transport, "tcp");
  return address.port;
}

function client(bench: HttpBench, ca: string | null): Transport {
  const serverurl = `https://localhost:${portOf(bench)}`;
  return new Transport({ serverurl, username: "u", password: "p", ca });
}

/** Waits for a line of the log: certificates change when the port is free for a moment. */
async function logged(bench: HttpBench, text: string): Promise<void> {
  const found = () => bench.lines.some((line) => line.includes(text));
  await until(found, { within: 5000, what: text });
}

Deno.test("svctl talks to a server whose certificate its --ca signs", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  using transport = client(server, CA);
  assert.match(await transport.call(encodeCall("supervisor.getPID", [])), /<int>7808<\/int>/);
  assert.match(await transport.call(encodeCall("supervisor.getPID", [])), /<int>7808<\/int>/);
});

Deno.test("a certificate that nobody known signs is refused by the client", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  using transport = client(server, null);
  const before = openSockets();
  // More than what the test before may be closing still.
  for (let attempt = 0; attempt < 10; attempt++) {
    await assert.rejects(transport.call(encodeCall("supervisor.getPID", [])), /certificate/);
  }
  assert.deepEqual(server.accepted, []);
  const isOver = () => openSockets() <= before;
  await until(isOver, { within: 5000, what: "both ends of the connections to be closed" });
});

Deno.test("a file of certificates that cannot be read is named", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  using transport = client(server, dir.at("missing.pem"));
  await assert.rejects(transport.call("<a/>"), /missing\.pem/);
});

Deno.test("plain HTTP gets no answer from a server with a certificate", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: portOf(server) });
  await connection.write(new TextEncoder().encode("GET /ok.html HTTP/1.0\r\n\r\n"));
  const buffer = new Uint8Array(100);
  const count = await connection.read(buffer) ?? 0;
  assert.doesNotMatch(new TextDecoder().decode(buffer.subarray(0, count)), /HTTP|OK/);
});

Deno.test("a new certificate is shown after a reload, and open connections go on", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  using transport = client(server, CA);
  await transport.call(encodeCall("supervisor.getPID", []));
  assert.equal(await shownName(portOf(server)), "first");
  await installCertificate(dir, "second");
  assert.equal(await shownName(portOf(server)), "first");
  server.servers.reload();
  await logged(server, "info HTTP server 'inet_http_server' has a new certificate");
  assert.equal(await shownName(portOf(server)), "second");
  assert.match(await transport.call(encodeCall("supervisor.getPID", [])), /<int>7808<\/int>/);
  assert.match(
    server.lines.join("\n"),
    /info HTTP server 'inet_http_server' has a new certificate/,
  );
});

Deno.test("a certificate that cannot be used changes nothing, and the log says why", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  for (
    const spoil of [
      () => Deno.writeTextFile(dir.at("cert.pem"), "no certificate"),
      () => Deno.copyFile(`${CERTIFICATES}/second.pem`, dir.at("cert.pem")),
      () => Deno.remove(dir.at("key.pem")),
    ]
  ) {
    await installCertificate(dir, "first");
    await spoil();
    server.lines.length = 0;
    server.servers.reload();
    await logged(server, "keeps its certificate");
    assert.equal(await shownName(portOf(server)), "first");
  }
});

Deno.test("the port of a server with a certificate is nobody else's", async () => {
  await using dir = await tempDir();
  await using server = await bench(dir);
  const tls = { cert: dir.at("cert.pem"), key: dir.at("key.pem") };
  for (const more of [{ tls }, {}]) {
    const config = inetConfig({ port: portOf(server), ...more });
    const opening = openServers([config], {
      handlerFor: () => () => new Response(),
      logger: recordingLogger([]),
      ...SURROUNDINGS,
      rpcInterfaces: [],
    });
    await assert.rejects(opening, /already listening/);
  }
});

Deno.test("a certificate that is missing keeps the server from opening", async () => {
  await using dir = await tempDir();
  const tls = { cert: dir.at("cert.pem"), key: dir.at("key.pem") };
  await assert.rejects(httpBench({ server: { tls } }), /Cannot read tls_cert '.*cert\.pem'/);
});
