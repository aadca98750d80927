import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { passwordCheck } from "#daemon/http/password.ts";
import { callRequest, httpBench } from "#tests/http/http_bench.ts";
import { fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";

const PLAIN = { username: "user", password: "pä:ss" };
const HASHED = {
  username: "user",
  password: `{SHA}${createHash("sha1").update("pä:ss").digest("hex")}`,
};

function basic(text: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`;
}

for (const [kind, credentials] of [["plain", PLAIN], ["hashed", HASHED]] as const) {
  Deno.test(`with a ${kind} password only the right name and password are let in`, async () => {
    await using bench = await httpBench({ credentials });
    const tried: readonly [header: string, status: number][] = [
      [basic("user:pä:ss"), 200],
      [basic("user:pä:ss").replace("Basic", "bAsIc"), 200],
      [basic("user:pä:sx"), 401],
      [basic("user:pä"), 401],
      [basic("user:"), 401],
      [basic("User:pä:ss"), 401],
      [basic(":pä:ss"), 401],
      [basic(`user:${HASHED.password}`), 401],
      [basic("user"), 401],
      [basic(""), 401],
      ["Basic", 401],
      ["Basic ???", 401],
      ["Basic /w==", 401],
      [basic("user:pä:ss").replace("Basic", "Bearer"), 401],
      ["Digest username=user", 401],
    ];
    for (const [authorization, status] of tried) {
      const answer = await bench.request("GET", "/ok.html", { Authorization: authorization });
      assert.equal(answer.status, status, authorization);
    }
  });
}

Deno.test("every path wants the password, and a refusal closes the connection", async () => {
  await using bench = await httpBench({ credentials: PLAIN });
  for (const path of ["/", "/RPC2", "/ok.html", "/logtail/cat", "/mainlogtail", "/nope"]) {
    const answer = await bench.raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    assert.equal(answer.status, 401, path);
    assert.equal(answer.headers["www-authenticate"], 'Basic realm="default"');
    assert.equal(answer.headers["connection"], "close");
    assert.match(answer.text, /<p>Error code 401\.\r\n<p>Message: Unauthorized\.\r\n/);
  }
  assert.deepEqual(bench.api.calls, []);
});

Deno.test("calls carry the name that was logged in with, and the peer", async () => {
  await using bench = await httpBench({ credentials: PLAIN });
  const header = `Authorization: ${basic("user:pä:ss")}\r\n`;
  assert.equal((await bench.raw(callRequest("supervisor.shutdown", header))).status, 200);
  assert.equal(bench.accepted[0]?.caller.user, "user");
  assert.match(bench.accepted[0]?.caller.peer ?? "", /^127\.0\.0\.1:\d+$/);
});

Deno.test("without credentials there is no user", async () => {
  await using bench = await httpBench({ api: fakeSupervisor() });
  await bench.raw(callRequest("supervisor.shutdown"));
  assert.equal(bench.accepted[0]?.caller.user, null);
});

Deno.test("a hash in capitals is the same hash", async () => {
  const check = passwordCheck({
    username: "u",
    password: HASHED.password.replace(/[a-f]/g, (c) => c.toUpperCase()),
  });
  const login = { username: "u", address: "127.0.0.1" };
  assert.equal(await check({ ...login, password: "pä:ss" }), "right");
  assert.equal(await check({ ...login, password: "x" }), "wrong");
});

Deno.test("a kind of hash that cannot be checked is never compared as text", () => {
  assert.throws(() => passwordCheck({ username: "u", password: "{SCRYPT}abc" }), /SCRYPT/);
});
