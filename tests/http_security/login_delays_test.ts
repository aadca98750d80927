import assert from "node:assert/strict";
import { LoginDelays } from "#lib/http_security/login_delays.ts";

const ATTEMPT = { address: "10.0.0.1", username: "admin" };

Deno.test("each failure of a pair waits longer than the one before, up to a bound", () => {
  const delays = new LoginDelays();
  const waits = Array.from({ length: 7 }, (_, at) => {
    const { ms, done } = delays.failed(ATTEMPT, at);
    done();
    return ms;
  });
  assert.deepEqual(waits, [100, 200, 400, 800, 1600, 2000, 2000]);
});

Deno.test("neither another name nor another address waits for it, and success forgets it", () => {
  const delays = new LoginDelays();
  for (let at = 0; at < 5; at++) delays.failed(ATTEMPT, at).done();
  assert.equal(delays.failed({ ...ATTEMPT, username: "eve" }, 5).ms, 100);
  assert.equal(delays.failed({ ...ATTEMPT, address: "10.0.0.2" }, 5).ms, 100);
  delays.succeeded(ATTEMPT);
  assert.equal(delays.failed(ATTEMPT, 6).ms, 100);
});

Deno.test("ten quiet minutes are enough", () => {
  const delays = new LoginDelays();
  for (let at = 0; at < 5; at++) delays.failed(ATTEMPT, at).done();
  assert.equal(delays.failed(ATTEMPT, 10 * 60_000 + 5).ms, 100);
});

Deno.test("of one pair eight wait at most, of all sixty-four", () => {
  const delays = new LoginDelays();
  const waiting = Array.from({ length: 8 }, () => delays.failed(ATTEMPT, 0));
  assert.equal(delays.mayTry(ATTEMPT), false);
  assert.equal(delays.mayTry({ ...ATTEMPT, username: "eve" }), true);
  waiting[0]?.done();
  assert.equal(delays.mayTry(ATTEMPT), true);
  for (let at = 0; at < 57; at++) {
    assert.ok(delays.failed({ address: `10.1.0.${at}`, username: "x" }, 0).ms > 0);
  }
  assert.equal(delays.failed({ address: "10.2.0.0", username: "x" }, 0).ms, 0);
});

Deno.test("however many names and addresses try, few are remembered", () => {
  const delays = new LoginDelays(100);
  for (let at = 0; at < 5000; at++) {
    delays.failed({ address: `10.0.${at >> 8}.${at & 255}`, username: "x".repeat(at) }, at).done();
  }
  assert.equal(delays.size, 100);
});
