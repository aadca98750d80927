import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";

Deno.test("an event does not keep the request that it came in", async () => {
  const { code, stdout, stderr } = await runCommand([
    ...[Deno.execPath(), "run", "--v8-flags=--expose-gc", "--allow-read"],
    `${import.meta.dirname}/children/kept_events.ts`,
  ], { within: 60_000 });
  assert.equal(code, 0, stderr);
  const [events, megabytes] = stdout.trim().split(" ").map(Number);
  assert.equal(events, 50);
  assert.ok(megabytes! < 10, `${megabytes} MB for 50 events of requests of 1 MB each`);
});
