import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { httpBench } from "#tests/http/http_bench.ts";
import { MALFORMED_REQUESTS } from "#tests/http/malformed_requests.ts";
import { callRpc, type RpcAddress } from "#tests/support/xmlrpc_client.ts";

const COUNT = 5000;
const AT_ONCE = 50;

/** After this a server is taken to wait for the rest of a request that was too short. */
const PATIENCE_MS = 50;

/** Sends `request` and reads the answer; a server that waits for more is told that none will come. */
async function send(address: RpcAddress, request: string): Promise<string> {
  assert.equal(address.transport, "tcp");
  using connection = await Deno.connect({ hostname: address.hostname, port: address.port });
  const bytes = Buffer.from(request, "latin1");
  let text = "";
  const timer = setTimeout(() => void connection.closeWrite().catch(() => {}), PATIENCE_MS);
  try {
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    const buffer = new Uint8Array(65_536);
    while (!isWhole(text)) {
      const count = await connection.read(buffer);
      if (count === null) break;
      text += new TextDecoder("latin1").decode(buffer.subarray(0, count));
    }
    return text;
  } catch (error) {
    // A server that refuses a request may close before all of it was sent.
    if (/reset|broken pipe|not connected/i.test(String(error))) return text;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Tells whether the head of a final answer is there. */
function isWhole(text: string): boolean {
  return /^HTTP\/1\.[01] [2-5][^]*\r\n\r\n/.test(text);
}

Deno.test(`${COUNT} malformed requests get no 5xx and leave the server answering`, async () => {
  await using bench = await httpBench();
  const requests = fc.sample(MALFORMED_REQUESTS, { seed: 17, numRuns: COUNT });
  const statuses = new Map<string, number>();
  for (let at = 0; at < COUNT; at += AT_ONCE) {
    const batch = requests.slice(at, at + AT_ONCE);
    const answers = await Promise.all(batch.map((request) => send(bench.address, request)));
    for (const [index, answer] of answers.entries()) {
      const status = /^HTTP\/\d\.\d (\d{3})/.exec(answer)?.[1] ?? "none";
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      assert.ok(!status.startsWith("5"), `${JSON.stringify(batch[index])} got ${answer}`);
    }
  }
  assert.equal(await callRpc(bench.address, "supervisor.getPID"), 7808);
  // The requests must have reached all depths: HTTP, XML, and the methods themselves.
  assert.ok((statuses.get("400") ?? 0) > 500, Deno.inspect(statuses));
  assert.ok((statuses.get("200") ?? 0) > 200, Deno.inspect(statuses));
  assert.ok((statuses.get("411") ?? 0) > 20, Deno.inspect(statuses));
  const bad = bench.lines.filter((line) => /^(critical Handling|error .*Server Error)/.test(line));
  assert.deepEqual(bad, []);
});
