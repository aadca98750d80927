import assert from "node:assert/strict";
import { hostNameOf, isOwnHost } from "#lib/http_security/host_name.ts";

const NAMES = new Set(["testhost", "sup.example.org"]);

const OWN = [
  null,
  "127.0.0.1",
  "127.0.0.1:9001",
  "10.1.2.3:80",
  "[::1]:9001",
  "[2001:db8::7]",
  "localhost",
  "LOCALHOST:9001",
  "localhost.",
  "a.localhost",
  "testhost",
  "testhost:9001",
  "Sup.Example.Org:443",
];

const FOREIGN = [
  "",
  "evil.example",
  "evil.example:9001",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "sup.example.org.evil.example",
  "notlocalhost",
  "127.0.0.1@evil.example",
  "256.1.1.1",
  "1.2.3",
  "0x7f000001",
  "[evil]",
  "testhost evil",
  "testhost, evil",
  "evil:80:testhost",
];

Deno.test("addresses, localhost and the server's names are its own", () => {
  for (const host of OWN) assert.equal(isOwnHost(host, NAMES), true, String(host));
});

Deno.test("any other name may be one that somebody has pointed here", () => {
  for (const host of FOREIGN) assert.equal(isOwnHost(host, NAMES), false, host);
});

Deno.test("a host's name is taken without port, capitals and final dot", () => {
  assert.equal(hostNameOf("Example.ORG.:80"), "example.org");
  assert.equal(hostNameOf("[::1]:9001"), "[::1]");
  assert.equal(hostNameOf(null), "");
});
