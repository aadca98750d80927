import assert from "node:assert/strict";
import { toWireTime } from "#lib/rpc/wire_time.ts";

Deno.test("times are whole seconds, capped to 32 bits", () => {
  assert.equal(toWireTime(0), 0);
  assert.equal(toWireTime(1_795_000_000_999), 1_795_000_000);
  assert.equal(toWireTime(Date.parse("2038-01-19T03:14:07Z")), 2_147_483_647);
  assert.equal(toWireTime(Date.parse("2100-01-01T00:00:00Z")), 2_147_483_647);
  assert.equal(toWireTime(-1e15), -2_147_483_648);
});
