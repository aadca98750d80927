import assert from "node:assert/strict";
import { clientKey, isIpAddress, isLoopback } from "#lib/http_security/address.ts";

Deno.test("the loopback addresses are those of both families, however written", () => {
  for (const address of ["127.0.0.1", "127.9.8.7", "::1", "[::1]", "::ffff:127.0.0.1"]) {
    assert.equal(isLoopback(address), true, address);
  }
  for (const address of ["10.0.0.1", "128.0.0.1", "::", "::2", "::ffff:10.0.0.1", "127.evil", ""]) {
    assert.equal(isLoopback(address), false, address);
  }
});

Deno.test("an address is told from a name", () => {
  for (const text of ["1.2.3.4", "::1", "[fe80::1]", "2001:db8::1"]) {
    assert.equal(isIpAddress(text), true, text);
  }
  for (const text of ["1.2.3", "1.2.3.256", "a.b.c.d", ":", "::g", "[]", "1:2", ""]) {
    assert.equal(isIpAddress(text), false, text);
  }
});

Deno.test("one client is an IPv4 address or a /64 network", () => {
  assert.equal(clientKey("10.0.0.1"), "10.0.0.1");
  assert.equal(clientKey("::ffff:10.0.0.1"), "10.0.0.1");
  const net = clientKey("2001:db8:1:2:3:4:5:6");
  assert.equal(net, "2001:db8:1:2::");
  assert.equal(clientKey("2001:db8:1:2::9"), net);
  assert.notEqual(clientKey("2001:db8:1:3::9"), net);
  assert.equal(clientKey("::1"), "0:0:0:0::");
});
