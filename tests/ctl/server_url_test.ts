import assert from "node:assert/strict";
import { schemeOf, type ServerAddress, serverAddress } from "#ctl/server_url.ts";

Deno.test("a server URL names a host and a port, or a socket", () => {
  const addresses: Readonly<Record<string, ServerAddress>> = {
    "http://localhost:9001": { transport: "tcp", hostname: "localhost", port: 9001 },
    "http://Example.org": { transport: "tcp", hostname: "example.org", port: 80 },
    "http://127.0.0.1:9001/": { transport: "tcp", hostname: "127.0.0.1", port: 9001 },
    "http://h:1/path?q#f": { transport: "tcp", hostname: "h", port: 1 },
    "http://me:secret@h:1": { transport: "tcp", hostname: "h", port: 1 },
    "http://[::1]:9001": { transport: "tcp", hostname: "[::1]", port: 9001 },
    "http://[::1]": { transport: "tcp", hostname: "[::1]", port: 80 },
    "http://h:": { transport: "tcp", hostname: "h", port: 80 },
    "https://h": { transport: "tls", hostname: "h", port: 443 },
    "https://h:9001": { transport: "tls", hostname: "h", port: 9001 },
    "unix:///run/s.sock": { transport: "unix", path: "/run/s.sock" },
    "unix://s.sock": { transport: "unix", path: "s.sock" },
  };
  for (const [url, address] of Object.entries(addresses)) {
    assert.deepEqual(serverAddress(url), address, url);
  }
});

Deno.test("a URL that leads nowhere says why", () => {
  const problems: Readonly<Record<string, RegExp>> = {
    "ftp://x": /^Error: Unknown protocol for serverurl ftp:\/\/x$/,
    "HTTP://x": /^Error: Unknown protocol for serverurl HTTP:\/\/x$/,
    "": /^Error: Unknown protocol for serverurl $/,
    "http://": /^Error: serverurl 'http:\/\/' names no host$/,
    "http://:80": /^Error: serverurl 'http:\/\/:80' names no host$/,
    "http:///": /names no host$/,
    "http://h:x": /^Error: Port could not be cast to integer value as 'x'$/,
    "http://h:65536": /^Error: Port out of range 0-65535$/,
  };
  for (const [url, message] of Object.entries(problems)) {
    assert.throws(() => serverAddress(url), message, url);
  }
});

Deno.test("the scheme is what stands before the first colon", () => {
  assert.equal(schemeOf("HTTP://x"), "http");
  assert.equal(schemeOf("unix:x"), "unix");
  assert.equal(schemeOf("/no/scheme"), "");
});
