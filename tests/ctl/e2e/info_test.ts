/**
 * What `info` says of this daemon's HTTP servers: limits, what of them is in use, what was refused.
 *
 * @module
 */

import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";
import { runClient } from "../support/clients.ts";

type Counts = Readonly<Record<string, number>>;

interface Usage {
  readonly limits: Counts;
  readonly connections: Counts | null;
  readonly streams: number;
  readonly requests: number;
  readonly refused: Counts;
}

Deno.test("info counts what clients use and what was refused, for each server", async () => {
  await using subject = await startSubject("denvisord", {
    config: (place) =>
      framed(place, "", { tcp: true })
        .replace(/^port=.*$/m, "$&\nusername=me\npassword=secret\nmax_connections=77"),
  });
  const { place } = subject;
  const usage = async (): Promise<Record<string, Usage>> => {
    const { code, stdout } = await runClient("svctl", ["-c", place.config, "info", "--json"]);
    assert.equal(code, 0, stdout);
    return JSON.parse(stdout).daemon.servers;
  };
  const before = await usage();
  assert.deepEqual(Object.keys(before).toSorted(), ["inet_http_server", "unix_http_server"]);
  assert.equal(before["inet_http_server"]?.limits["maxConnections"], 77);
  assert.equal(before["inet_http_server"]?.refused["login"], 0);
  const guess = "POST /RPC2 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n" +
    `Authorization: Basic ${btoa("me:guess")}\r\n\r\n`;
  const address = { transport: "tcp", hostname: "127.0.0.1", port: place.port } as const;
  const { status } = await exchange(address, new TextEncoder().encode(guess));
  assert.equal(status, 401);
  const after = await usage();
  assert.equal(after["inet_http_server"]?.refused["login"], 1);
  assert.equal(after["inet_http_server"]?.connections?.["accepted"], 1);
  assert.ok(after["unix_http_server"]!.requests > before["unix_http_server"]!.requests);
  const { stdout } = await runClient("svctl", ["-c", place.config, "info"]);
  assert.match(
    stdout,
    /^inet_http_server {1,}1 request, \d+ of 77 connections, 0 of \d+ streams, refused: 1 login$/m,
  );
  assert.match(stdout, /^unix_http_server {1,}\d+ requests, .*refused: none$/m);
});
