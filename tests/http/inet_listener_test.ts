import assert from "node:assert/strict";
import { findHandover } from "#daemon/adapters/http_handover.ts";
import type { ServeHandler } from "#daemon/http/app.ts";
import { type InetListenOptions, listenInet } from "#daemon/http/inet_listener.ts";
import type { Listening } from "#daemon/http/listening.ts";
import { ServerUsage } from "#daemon/http/server_usage.ts";
import type { InetServerConfig, ServerLimits } from "#lib/config/config.ts";
import { inetConfig, LIMITS, recordingLogger } from "#tests/http/http_bench.ts";
import { within } from "#tests/support/deadline.ts";

interface Bench extends AsyncDisposable {
  readonly usage: ServerUsage;
  readonly lines: string[];
  readonly port: number;
  readonly listening: Listening;
}

/** A server whose requests are let in, or not, by what they ask for. */
function listen(
  limits: Partial<ServerLimits>,
  options: Partial<Pick<InetListenOptions, "serve" | "handler" | "share">> = {},
): Bench {
  const lines: string[] = [];
  const usage = new ServerUsage({ ...LIMITS, ...limits });
  const handler: ServeHandler = (request, { connection }) => {
    if (!request.url.endsWith("/nobody")) connection?.admit();
    return new Response("here");
  };
  const listening = listenInet(inetConfig() as InetServerConfig, {
    handler,
    usage,
    share: 100,
    logger: recordingLogger(lines),
    ...options,
  });
  return {
    usage,
    lines,
    listening,
    port: (listening.address as Deno.NetAddr).port,
    async [Symbol.asyncDispose]() {
      await listening.server.shutdown();
      listening.server.end?.();
    },
  };
}

async function connect({ port }: Bench, request: string): Promise<Deno.Conn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  return connection;
}

/** Reads one answer; the rest of the connection stays. */
async function answer(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(1000);
  const count = await within(connection.read(buffer), { within: 5000, what: "an answer" });
  return new TextDecoder().decode(buffer.subarray(0, count ?? 0));
}

/** Waits for the end of a connection. */
async function end(connection: Deno.Conn, ms: number): Promise<void> {
  const buffer = new Uint8Array(1000);
  const read = async (): Promise<void> => {
    while (await connection.read(buffer).catch(() => null) !== null);
  };
  await within(read(), { within: ms, what: "the connection to end" });
}

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

Deno.test("this Deno can serve a connection that was accepted elsewhere", () => {
  // Where it cannot, ports are opened without limits: docs/adr/0007.
  assert.ok(findHandover() !== null);
});

Deno.test("a connection that was let in is kept for the idle time and no longer", async () => {
  await using bench = listen({ idleTimeout: 1, headerTimeout: 1 });
  using connection = await connect(bench, GET);
  assert.match(await answer(connection), /here$/);
  await end(connection, 5000);
  assert.equal(bench.usage.snapshot().refused["idle-time"], 1);
});

Deno.test("one that was not let in has the time for its head, whatever it asks", async () => {
  await using bench = listen({ headerTimeout: 1 });
  using connection = await connect(bench, GET.replace("/", "/nobody"));
  assert.match(await answer(connection), /here$/);
  using silent = await connect(bench, "");
  await Promise.all([end(connection, 5000), end(silent, 5000)]);
  assert.equal(bench.usage.snapshot().refused["header-time"], 2);
});

Deno.test("an answer that takes long is waited for", async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const handler: ServeHandler = (_request, { connection }) => {
    connection?.admit();
    setTimeout(() => resolve(new Response("late")), 2500);
    return promise;
  };
  await using bench = listen({ idleTimeout: 1, headerTimeout: 1 }, { handler });
  using connection = await connect(bench, GET);
  assert.match(await answer(connection), /late$/);
});

Deno.test("what is open, was taken and was refused is counted", async () => {
  await using bench = listen({ maxConnectionsPerPeer: 1 });
  using first = await connect(bench, GET);
  await answer(first);
  assert.deepEqual(bench.usage.snapshot().connections, {
    open: 1,
    newcomers: 0,
    accepted: 1,
    refused: 0,
    evicted: 0,
  });
  using second = await connect(bench, GET);
  await answer(second);
  const { open, accepted, evicted } = bench.usage.snapshot().connections ?? {};
  assert.deepEqual({ open, accepted, evicted }, { open: 1, accepted: 2, evicted: 1 });
  await end(first, 5000);
});

Deno.test("a Deno that cannot bound connections serves without bounds, and the log says so", async () => {
  await using bench = listen({}, { serve: null });
  using connection = await connect(bench, GET);
  assert.match(await answer(connection), /here$/);
  assert.match(bench.lines.join("\n"), /^critical Server 'inet_http_server' runs without limits/);
});
