/**
 * Clients of a UNIX socket that others than its owner can open. To see a test fail, let `serve` of
 * `unix_listener.ts` take `Deno.serve` for every socket.
 */
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { framed } from "#tests/support/subject_place.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";

const LOGIN = `Authorization: Basic ${btoa("user:secret")}\r\n`;
const OK = `GET /ok.html HTTP/1.1\r\nHost: localhost\r\n${LOGIN}Connection: close\r\n\r\n`;

function start(keys: string): Promise<Subject> {
  return startSubject("denvisord", {
    config: (place) =>
      `${framed(place, "")}[unix_http_server:shared]\nfile=${place.at("shared.sock")}\n${keys}`,
  });
}

async function connect(subject: Subject, text: string): Promise<Deno.Conn> {
  const connection = await Deno.connect({
    transport: "unix",
    path: subject.place.at("shared.sock"),
  });
  await connection.write(new TextEncoder().encode(text));
  return connection;
}

async function status(subject: Subject): Promise<number> {
  const address = { transport: "unix", path: subject.place.at("shared.sock") } as const;
  return (await exchange(address, new TextEncoder().encode(OK))).status;
}

function memoryOf({ pid }: Subject): number {
  return residentKilobytes(pid) / 1000;
}

Deno.test("half-sent requests to a socket that others can open are dropped in time", async () => {
  await using subject = await start("chmod=0770\nheader_timeout=2\n");
  using connection = await connect(subject, "GET /ok.html HTTP/1.1\r\nHost: ");
  const dropped = connection.read(new Uint8Array(100)).catch(() => null);
  assert.equal(await status(subject), 200);
  let over = false;
  void dropped.then(() => over = true);
  await until(() => over, { within: 20_000, what: "the half-sent request to be dropped" });
  assert.equal(await dropped, null);
});

Deno.test("1,000 clients of a socket with a password that leave off halfway cost 16 MB at most", async () => {
  await using subject = await start("chmod=0777\nusername=user\npassword=secret\n");
  for (let at = 0; at < 300; at++) assert.equal(await status(subject), 200);
  const before = memoryOf(subject);
  let highest = before;
  const half = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(60_000)}`;
  const crowd: Deno.Conn[] = [];
  for (let at = 0; at < 1000; at++) {
    // Those that make room for others are closed while they still send.
    const connection = await connect(subject, half).catch(() => null);
    if (connection !== null) crowd.push(connection);
    highest = Math.max(highest, memoryOf(subject));
  }
  console.log(`grew by ${Math.round(highest - before)} MB`);
  assert.ok(highest - before <= 16, `grew by ${highest - before} MB`);
  assert.equal(await status(subject), 200);
  for (const connection of crowd) connection.close();
});
