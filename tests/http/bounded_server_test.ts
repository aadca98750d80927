import assert from "node:assert/strict";
import { findHandover } from "#daemon/adapters/http_handover.ts";
import { BoundedServer } from "#daemon/http/bounded_server.ts";
import { ServerUsage } from "#daemon/http/server_usage.ts";
import { until, within } from "#tests/support/deadline.ts";
import { LIMITS, recordingLogger } from "./http_bench.ts";

const HOST = { hostname: "127.0.0.1", port: 0 };

function serverOn(
  listener: Deno.TcpListener,
  answer: () => Response | Promise<Response> = () => new Response("OK"),
): BoundedServer {
  return new BoundedServer(listener as Deno.Listener<Deno.Conn>, {
    section: "inet_http_server",
    serve: findHandover()!,
    handler: (_request, { connection }) => {
      connection?.admit();
      return answer();
    },
    usage: new ServerUsage(LIMITS),
    share: 100,
    trustedPeer: () => true,
    logger: recordingLogger([]),
  });
}

/** Asks for something and reads the answer; the connection stays open. */
async function ask(connection: Deno.Conn): Promise<string> {
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  const buffer = new Uint8Array(1000);
  return new TextDecoder().decode(buffer.subarray(0, await connection.read(buffer) ?? 0));
}

Deno.test("a server that cannot be replaced takes its connections with it", async () => {
  const listener = Deno.listen(HOST);
  const server = serverOn(listener);
  using connection = await Deno.connect({ ...HOST, port: listener.addr.port });
  assert.match(await ask(connection), /^HTTP\/1\.1 200 OK/);
  server.replace(() => {
    throw new Error("somebody has the port");
  });
  await assert.rejects(server.finished, /somebody has the port/);
  let end: number | null | undefined;
  connection.read(new Uint8Array(1)).then((count) => end = count, () => {});
  await until(() => end === null, { within: 5000, what: "the end of the connection" });
});

Deno.test("of two replacements that come at once the last one counts", async () => {
  const listener = Deno.listen(HOST);
  const server = serverOn(listener);
  const [first, last] = [Deno.listen(HOST), Deno.listen(HOST)];
  using _unused = first;
  server.replace(() => first as Deno.Listener<Deno.Conn>);
  server.replace(() => last as Deno.Listener<Deno.Conn>);
  {
    using connection = await Deno.connect({ ...HOST, port: last.addr.port });
    assert.match(await ask(connection), /^HTTP\/1\.1 200 OK/);
  }
  await server.shutdown();
});

Deno.test("a request whose handler fails is over with that", async () => {
  const listener = Deno.listen(HOST);
  const server = serverOn(listener, () => Promise.reject("no error that anybody expects"));
  using connection = await Deno.connect({ ...HOST, port: listener.addr.port });
  assert.match(await ask(connection), /^HTTP\/1\.1 500 /);
  // Waits for requests under way.
  await within(server.shutdown(), { within: 5000, what: "the end of the server" });
});
