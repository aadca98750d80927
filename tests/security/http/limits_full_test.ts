/**
 * Clients that take without giving back, against a daemon as it is started in earnest. To see a test
 * fail, let `ConnectionTable.take` evict nobody, or `ServedPeer.checkDeadline` return at once.
 */
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { framed } from "#tests/support/subject_place.ts";
import { exchange, type RpcAddress } from "#tests/support/xmlrpc_client.ts";

const LOGIN = `Authorization: Basic ${btoa("user:secret")}\r\n`;

const OK = `GET /ok.html HTTP/1.1\r\nHost: localhost\r\n${LOGIN}Connection: close\r\n\r\n`;

/** Longest wait of a client that does nothing wrong. */
const PROMPT_MS = 100;

function start(keys = "", programs = 0): Promise<Subject> {
  return startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[inet_http_server]
port=127.0.0.1:${at.port}
username=user
password=secret
${keys}
${programs === 0 ? "" : PROGRAMS.replace("COUNT", String(programs))}`,
      ),
  });
}

const PROGRAMS = `[program:idle]
command=/bin/sleep 1000
process_name=idle_%(process_num)03d
numprocs=COUNT
autostart=false
stdout_logfile=NONE
stderr_logfile=NONE
`;

/** Connections of a hostile client; disposing closes them. */
class Crowd implements Disposable {
  readonly #port: number;
  readonly connections: Deno.Conn[] = [];

  constructor(subject: Subject) {
    this.#port = subject.place.port;
  }

  /** Opens `count` connections and sends `text` on each, not caring whether it arrives. */
  async join(count: number, text = ""): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < count; at++) {
      const connection = await Deno.connect({ hostname: "127.0.0.1", port: this.#port });
      this.connections.push(connection);
      if (text !== "") await this.#send(connection, bytes);
    }
  }

  /** Sends a byte on each connection that is still open; returns how many are. */
  async trickle(): Promise<number> {
    const byte = new TextEncoder().encode("x");
    const sent = await Promise.all(this.connections.map((each) => this.#send(each, byte)));
    return sent.filter(Boolean).length;
  }

  async #send(connection: Deno.Conn, bytes: Uint8Array): Promise<boolean> {
    try {
      // What does not fit into the kernel's buffers is left: the other side does not read.
      await connection.write(bytes);
      return true;
    } catch {
      return false;
    }
  }

  [Symbol.dispose](): void {
    for (const connection of this.connections) connection.close();
  }
}

function addressOf(subject: Subject): RpcAddress {
  return { transport: "tcp", hostname: "127.0.0.1", port: subject.place.port };
}

/** How long each of `count` well-behaved clients, one after the other, waited for an answer. */
async function waits(subject: Subject, count = 20): Promise<readonly number[]> {
  const all: number[] = [];
  for (let at = 0; at < count; at++) {
    const start = performance.now();
    const answer = await exchange(addressOf(subject), new TextEncoder().encode(OK));
    all.push(performance.now() - start);
    assert.equal(answer.status, 200);
  }
  return all;
}

/** On a machine that does other things too one of many may be late, but not two in a row. */
function assertPrompt(waits: readonly number[]): void {
  const late = waits.filter((ms, at) => ms > PROMPT_MS && (waits[at + 1] ?? 0) > PROMPT_MS);
  assert.deepEqual(late, [], `waited ${waits.map(Math.round)} ms`);
}

Deno.test("500 idle connections keep nobody else waiting, neither come nor coming", async () => {
  await using subject = await start();
  using crowd = new Crowd(subject);
  await waits(subject, 5);
  const coming = crowd.join(500);
  assertPrompt(await waits(subject));
  await coming;
  assertPrompt(await waits(subject));
});

Deno.test("heads that come byte by byte keep nobody waiting and are not waited for", async () => {
  await using subject = await start("header_timeout=2");
  using crowd = new Crowd(subject);
  await waits(subject, 5);
  await crowd.join(60, "GET /ok.html HTTP/1.1\r\nX-Slow: ");
  const began = performance.now();
  const all: number[] = [];
  await until(async () => {
    all.push(...await waits(subject, 1));
    return await crowd.trickle() === 0;
  }, { within: 20_000, what: "the slow ones to be cut off" });
  assert.ok(performance.now() - began < 10_000);
  assertPrompt(all);
});

Deno.test("bodies that come byte by byte keep nobody waiting and get 408", async () => {
  await using subject = await start("body_timeout=2");
  using crowd = new Crowd(subject);
  await waits(subject, 5);
  const head = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n${LOGIN}Content-Length: 1000\r\n\r\n`;
  await crowd.join(50, head);
  const all: number[] = [];
  await until(async () => {
    all.push(...await waits(subject, 1));
    return await crowd.trickle() < 50;
  }, { within: 20_000, what: "the slow ones to be answered" });
  assertPrompt(all);
  const buffer = new Uint8Array(1000);
  const count = await crowd.connections[0]?.read(buffer);
  assert.match(new TextDecoder().decode(buffer.subarray(0, count ?? 0)), /^HTTP\/1\.1 408 /);
});

Deno.test("the UNIX socket answers while TCP is full of busy connections", async () => {
  await using subject = await start("max_connections=20\nmax_connections_per_peer=20");
  using crowd = new Crowd(subject);
  const stream = `GET /mainlogtail HTTP/1.1\r\nHost: localhost\r\n${LOGIN}\r\n`;
  await crowd.join(100, stream);
  const began = performance.now();
  assert.deepEqual(await subject.rpc("getState"), { statecode: 1, statename: "RUNNING" });
  assert.ok(performance.now() - began < 1000);
});

Deno.test("streams beyond their number are answered with 503", async () => {
  await using subject = await start("max_streams=3");
  const get = `GET /mainlogtail HTTP/1.1\r\nHost: localhost\r\n${LOGIN}\r\n`;
  using crowd = new Crowd(subject);
  await crowd.join(3, get);
  for (const connection of crowd.connections) {
    assert.match(await head(connection), /^HTTP\/1\.1 200 /);
  }
  await crowd.join(1, get);
  assert.match(await head(crowd.connections[3]!), /^HTTP\/1\.1 503 /);
  crowd.connections[0]?.close();
  await until(async () => {
    using another = new Crowd(subject);
    await another.join(1, get);
    return /^HTTP\/1\.1 200 /.test(await head(another.connections[0]!));
  }, { within: 5000, what: "the place of the stream that ended" });
  crowd.connections.shift();
});

async function head(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(4096);
  const count = await within(connection.read(buffer), { within: 5000, what: "an answer" });
  return new TextDecoder().decode(buffer.subarray(0, count ?? 0));
}

/** Bytes that a process occupies. */
function memoryOf(pid: number): number {
  return residentKilobytes(pid) * 1024;
}

/** The growth of the daemon in MB, at its highest, while `attack` goes on. */
async function growth(subject: Subject, attack: () => Promise<void>): Promise<number> {
  await waits(subject, 300);
  const before = memoryOf(subject.pid);
  let highest = before;
  const timer = setInterval(() => highest = Math.max(highest, memoryOf(subject.pid)), 20);
  try {
    await attack();
  } finally {
    clearInterval(timer);
  }
  return (highest - before) / 1e6;
}

Deno.test("2,000 clients without credentials that leave off halfway cost 16 MB at most", async () => {
  await using subject = await start();
  using crowd = new Crowd(subject);
  const half = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(60_000)}`;
  const grown = await growth(subject, () => crowd.join(2000, half));
  console.log(`grew by ${Math.round(grown)} MB`);
  assert.ok(grown <= 16, `grew by ${grown} MB`);
  assertPrompt(await waits(subject));
});

Deno.test("one client with credentials can take 64 MB at most, whatever it sends and leaves", async () => {
  await using subject = await start("body_timeout=3", 300);
  using crowd = new Crowd(subject);
  const large = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n${LOGIN}` +
    `Content-Length: 8000000\r\n\r\n${"x".repeat(1_000_000)}`;
  const body = "<methodCall><methodName>supervisor.getAllProcessInfo</methodName></methodCall>";
  const call = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n${LOGIN}` +
    `Content-Length: ${body.length}\r\n\r\n${body}`;
  const grown = await growth(subject, async () => {
    // Bodies that never end, and answers that nobody reads.
    for (let round = 0; round < 20; round++) {
      await crowd.join(4, large);
      await crowd.join(4, call.repeat(20));
    }
  });
  assert.ok(grown <= 64, `grew by ${grown} MB`);
  assert.deepEqual(await subject.rpc("getState"), { statecode: 1, statename: "RUNNING" });
});

/** Sends a head and blocks, one at a time, until all are sent or the other side has had enough. */
async function pour(
  connection: Deno.Conn,
  parts: { readonly head: string; readonly blocks: readonly Uint8Array[]; readonly times: number },
): Promise<string> {
  try {
    await connection.write(new TextEncoder().encode(parts.head));
    for (let time = 0; time < parts.times; time++) {
      for (const block of parts.blocks) {
        for (let at = 0; at < block.length;) at += await connection.write(block.subarray(at));
      }
    }
    return await head(connection);
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

// Seen to fail with all who wait for room in daemon/http/byte_budget.ts woken at once.
Deno.test("ten of the largest bodies at once are read one after the other, in 64 MB", async () => {
  await using subject = await start();
  const post = `POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n${LOGIN}`;
  const text = new TextEncoder().encode("é€abc".repeat(8192));
  const size = new TextEncoder().encode(`${text.length.toString(16)}\r\n`);
  const end = new TextEncoder().encode("\r\n");
  const chunked = {
    head: `${post}Transfer-Encoding: chunked\r\n\r\n`,
    ...{ blocks: [size, text, end], times: Math.ceil(100e6 / text.length) },
  };
  const times = Math.floor(8e6 / text.length);
  const announced = {
    head: `${post}Content-Length: ${times * text.length}\r\n\r\n`,
    ...{ blocks: [text], times },
  };
  for (
    const [parts, answer] of [
      [chunked, /^(?:HTTP\/1\.1 413 |ConnectionReset|BrokenPipe)/],
      [announced, /^HTTP\/1\.1 400 /],
    ] as const
  ) {
    using crowd = new Crowd(subject);
    await crowd.join(10);
    const grown = await growth(subject, async () => {
      const answers = await Promise.all(crowd.connections.map((each) => pour(each, parts)));
      for (const each of answers) assert.match(each, answer);
    });
    console.log(`grew by ${Math.round(grown)} MB`);
    assert.ok(grown <= 64, `grew by ${grown} MB`);
  }
});
