import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { WatchedListener } from "#daemon/http/watched_listener.ts";
import { recordingLogger } from "#tests/http/http_bench.ts";
import { collect } from "#tests/support/collect.ts";
import { until, within } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";
import { exchange, type RpcAddress } from "#tests/support/xmlrpc_client.ts";

async function answers(address: RpcAddress): Promise<boolean> {
  const request = new TextEncoder().encode("GET / HTTP/1.0\r\n\r\n");
  return new TextDecoder().decode((await exchange(address, request)).body) === "here";
}

Deno.test("both servers answer while somebody holds on to more connections than there are descriptors", async () => {
  await using dir = await tempDir();
  const program = fileURLToPath(new URL("./listening_child.ts", import.meta.url));
  const child = new Deno.Command("/bin/sh", {
    args: [
      "-c",
      'ulimit -n 50; exec "$0" run -A --no-check "$@"',
      Deno.execPath(),
      program,
      dir.at("s"),
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const output = collect(child.stdout);
  const port = Number(
    (await until(() => /^port (\d+)$/m.exec(output.text()), { within: 20_000, what: "a port" }))[1],
  );
  const tcp: RpcAddress = { transport: "tcp", hostname: "127.0.0.1", port };
  const unix: RpcAddress = { transport: "unix", path: dir.at("s") };
  assert.ok(await answers(tcp));
  const held: Deno.Conn[] = [];
  // Each one costs the server a descriptor, until there is none and those that wait have to go.
  for (let count = 0; count < 100; count++) held.push(await Deno.connect({ ...tcp }));
  for (const address of [tcp, unix, tcp, unix]) {
    await until(() => answers(address), { within: 2000, what: `${address.transport} to answer` });
  }
  for (const connection of held) connection.close();
  assert.doesNotMatch(output.text(), /HTTP server 'inet_http_server' ended/);
  const input = child.stdin.getWriter();
  await input.close();
  const { success } = await within(child.status, { within: 10_000, what: "the child to end" });
  await output.ended;
  assert.ok(success);
  await assert.rejects(Deno.lstat(dir.at("s")), { name: "NotFound" });
});

Deno.test("a listener that cannot be opened again is tried until it is closed", async () => {
  const lines: string[] = [];
  let attempts = 0;
  const first = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response(),
  );
  const listener = await WatchedListener.start(() => {
    if (attempts++ > 0) return Promise.reject(new Error("not now"));
    return Promise.resolve({ server: first, address: first.addr, removeFile: () => {} });
  }, { name: "inet_http_server", logger: recordingLogger(lines) });
  await first.shutdown();
  await until(() => attempts >= 3, { within: 10_000, what: "two more attempts" });
  await within(listener.close(1000), { within: 5000, what: "the listener to close" });
  assert.equal(lines[0], "error HTTP server 'inet_http_server' ended (ended), opening it again");
  assert.equal(
    lines[1],
    "debug HTTP server 'inet_http_server' cannot be opened yet: Error: not now",
  );
});
