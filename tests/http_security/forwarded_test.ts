import assert from "node:assert/strict";
import { clientAddress, isLocalClient } from "#lib/http_security/forwarded.ts";

Deno.test("a proxy on this machine is a local client only when it is trusted", () => {
  const forwarded = new Headers({ "x-forwarded-for": "203.0.113.9" });
  const standard = new Headers({ "forwarded": "for=203.0.113.9" });
  for (const headers of [forwarded, standard]) {
    assert.equal(isLocalClient("127.0.0.1", { headers, proxies: [] }), false);
    assert.equal(isLocalClient("127.0.0.1", { headers, proxies: ["10.0.0.1"] }), false);
    assert.equal(isLocalClient("127.0.0.1", { headers, proxies: ["127.0.0.1"] }), true);
    assert.equal(isLocalClient("10.0.0.1", { headers, proxies: ["10.0.0.1"] }), false);
  }
  assert.equal(isLocalClient("127.0.0.1", { headers: new Headers(), proxies: [] }), true);
  assert.equal(isLocalClient("10.0.0.1", { headers: new Headers(), proxies: [] }), false);
});

Deno.test("the client is the last hop that is no trusted proxy", () => {
  const proxies = ["127.0.0.1", "10.0.0.1"];
  const through = (hops: string, peer = "127.0.0.1") =>
    clientAddress(peer, { headers: new Headers({ "x-forwarded-for": hops }), proxies });
  assert.equal(through("203.0.113.9"), "203.0.113.9");
  assert.equal(through("1.1.1.1, 203.0.113.9, 10.0.0.1"), "203.0.113.9");
  assert.equal(through("10.0.0.1"), "127.0.0.1");
  assert.equal(through("nonsense"), "127.0.0.1");
  assert.equal(through("203.0.113.9", "198.51.100.1"), "198.51.100.1");
});
