import assert from "node:assert/strict";
import { type HttpServers, openServers } from "#daemon/http/listeners.ts";
import { ListenError } from "#daemon/http/listen_error.ts";
import type { ServerConfig } from "#lib/config/config.ts";
import {
  inetConfig,
  recordingLogger,
  rpcAddressOf,
  SURROUNDINGS,
  unixConfig,
} from "#tests/http/http_bench.ts";
import { within } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { tempDir } from "#tests/support/temp.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";

const IN_USE = "Another program is already listening on a port that one of our HTTP servers is " +
  "configured to use.  Shut this program down first before starting supervisord.";

/** Opens servers that answer each request with their section. */
function open(servers: readonly ServerConfig[], lines: string[] = []): Promise<HttpServers> {
  return openServers(servers, {
    handlerFor: (server) => () => new Response(server.section),
    logger: recordingLogger(lines),
    ...SURROUNDINGS,
    rpcInterfaces: ["supervisor"],
  });
}

async function ask(address: Deno.Addr): Promise<string> {
  const request = new TextEncoder().encode(
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
  );
  return new TextDecoder().decode((await exchange(rpcAddressOf(address), request)).body);
}

async function refusal(servers: readonly ServerConfig[]): Promise<ListenError> {
  const outcome = await open(servers).catch((error) => error);
  assert.ok(outcome instanceof ListenError, Deno.inspect(outcome));
  return outcome;
}

Deno.test("several servers of both kinds answer, each as itself, in the order of the file", async () => {
  await using dir = await tempDir();
  const lines: string[] = [];
  await using servers = await open([
    inetConfig({ section: "inet_http_server:a", credentials: { username: "u", password: "p" } }),
    inetConfig({ section: "inet_http_server:b", host: "" }),
    unixConfig(dir.at("s")),
  ], lines);
  const [a, b, unix] = servers.addresses;
  assert.equal(await ask(a!), "inet_http_server:a");
  assert.equal(await ask(b!), "inet_http_server:b");
  assert.ok(b?.transport === "tcp" && b.hostname === "0.0.0.0");
  assert.deepEqual(unix, { transport: "unix", path: dir.at("s") });
  assert.equal(await ask(unix!), "unix_http_server");
  assert.deepEqual(lines, [
    "info RPC interface 'supervisor' initialized",
    "info RPC interface 'supervisor' initialized",
    "critical Server 'inet_http_server:b' running without any HTTP authentication checking",
    "info RPC interface 'supervisor' initialized",
    "critical Server 'unix_http_server' running without any HTTP authentication checking",
  ]);
});

Deno.test("a star means all addresses, and brackets are no part of an address", async () => {
  await using servers = await open([inetConfig({ host: "*" }), inetConfig({ host: "[::1]" })]);
  const [all, six] = servers.addresses;
  assert.ok(all?.transport === "tcp" && all.hostname === "0.0.0.0");
  assert.ok(six?.transport === "tcp" && six.hostname === "::1");
  assert.equal(await ask(six), "inet_http_server");
});

Deno.test("a port that is in use is refused in Supervisor's words, and nothing stays open", async () => {
  await using dir = await tempDir();
  using busy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const free = freePort();
  const error = await refusal([
    inetConfig({ port: free }),
    unixConfig(dir.at("s")),
    inetConfig({ port: busy.addr.port }),
  ]);
  assert.deepEqual([error.problem, error.message], ["in-use", IN_USE]);
  assert.deepEqual([...Deno.readDirSync(dir.path)], []);
  await assert.rejects(Deno.connect({ hostname: "127.0.0.1", port: free }), {
    name: "ConnectionRefused",
  });
});

Deno.test("a port can be opened again as soon as its server was closed", async () => {
  const first = await open([inetConfig()]);
  const [address] = first.addresses;
  assert.ok(address?.transport === "tcp");
  assert.equal(await ask(address), "inet_http_server");
  await first.close();
  await using second = await open([inetConfig({ port: address.port })]);
  assert.equal(await ask(second.addresses[0]!), "inet_http_server");
});

for (
  const [what, config, message] of [
    [
      "an address of another machine",
      inetConfig({ host: "192.0.2.1", port: 1 }),
      "Cannot open an HTTP server: socket.error reported errno.EADDRNOTAVAIL (99)",
    ],
    [
      "a directory that does not exist",
      unixConfig("/nonexistent/denvisor/s"),
      "Cannot open an HTTP server: socket.error reported errno.ENOENT (2)",
    ],
  ] as const
) {
  Deno.test(`${what} is refused with the error's name and number`, async () => {
    const error = await refusal([config]);
    assert.deepEqual([error.problem, error.message], ["other", message]);
  });
}

Deno.test("a socket's path that is too long is refused and leaves nothing behind", async () => {
  await using dir = await tempDir();
  const error = await refusal([unixConfig(dir.at("s".repeat(110)))]);
  assert.match(error.message, /^Cannot open an HTTP server: socket\.error reported /);
  assert.deepEqual([...Deno.readDirSync(dir.path)], []);
});

Deno.test("closing removes the socket's file and waits for the answer under way", async () => {
  await using dir = await tempDir();
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const servers = await openServers([unixConfig(dir.at("s"))], {
    handlerFor: () => async () => {
      asked.resolve();
      await gate.promise;
      return new Response("late");
    },
    logger: recordingLogger([]),
    ...SURROUNDINGS,
    rpcInterfaces: [],
  });
  const answer = ask(servers.addresses[0]!);
  await asked.promise;
  const closed = servers.close(5000);
  gate.resolve();
  assert.equal(await answer, "late");
  await within(closed, { within: 5000, what: "the servers to close" });
  assert.deepEqual([...Deno.readDirSync(dir.path)], []);
});

Deno.test("closing does not wait for ever, and twice is as good as once", async () => {
  const never = Promise.withResolvers<Response>();
  const asked = Promise.withResolvers<void>();
  const servers = await openServers([inetConfig()], {
    handlerFor: () => () => {
      asked.resolve();
      return never.promise;
    },
    logger: recordingLogger([]),
    ...SURROUNDINGS,
    rpcInterfaces: [],
  });
  const answer = ask(servers.addresses[0]!);
  await asked.promise;
  await within(servers.close(20), { within: 3000, what: "the servers to close" });
  await assert.rejects(answer, /closed without an answer/);
  never.resolve(new Response("too late"));
  await within(servers.close(), { within: 3000, what: "the servers to close again" });
});
