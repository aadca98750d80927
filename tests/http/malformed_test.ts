import assert from "node:assert/strict";
import fc from "fast-check";
import { httpBench } from "#tests/http/http_bench.ts";
import { MALFORMED_REQUESTS } from "#tests/http/malformed_requests.ts";
import { sendRaw } from "#tests/support/send_raw.ts";
import { callRpc } from "#tests/support/xmlrpc_client.ts";

const COUNT = 5000;
const AT_ONCE = 50;

/** After this a server is taken to wait for the rest of a request that was too short. */
const PATIENCE_MS = 50;

Deno.test(`${COUNT} malformed requests get no 5xx and leave the server answering`, async () => {
  await using bench = await httpBench();
  const { address } = bench;
  assert.equal(address.transport, "tcp");
  const requests = fc.sample(MALFORMED_REQUESTS, { seed: 17, numRuns: COUNT });
  const statuses = new Map<string, number>();
  for (let at = 0; at < COUNT; at += AT_ONCE) {
    const batch = requests.slice(at, at + AT_ONCE);
    const answers = await Promise.all(
      batch.map((request) => sendRaw(address.port, { request, patience: PATIENCE_MS })),
    );
    for (const [index, answer] of answers.entries()) {
      const status = /^HTTP\/\d\.\d (\d{3})/.exec(answer)?.[1] ?? "none";
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      assert.ok(!status.startsWith("5"), `${JSON.stringify(batch[index])} got ${answer}`);
    }
  }
  assert.equal(await callRpc(address, "supervisor.getPID"), 7808);
  // The requests must have reached all depths: HTTP, XML, and the methods themselves.
  assert.ok((statuses.get("400") ?? 0) > 500, Deno.inspect(statuses));
  assert.ok((statuses.get("200") ?? 0) > 200, Deno.inspect(statuses));
  assert.ok((statuses.get("411") ?? 0) > 20, Deno.inspect(statuses));
  const bad = bench.lines.filter((line) => /^(critical Handling|error .*Server Error)/.test(line));
  assert.deepEqual(bad, []);
});
