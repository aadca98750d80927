import assert from "node:assert/strict";
import { HttpStatusError, Interrupted, NetworkError } from "#ctl/http/errors.ts";
import { Transport } from "#ctl/transport.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";

/** A server that answers each request with the next text, and counts its connections. */
class Script implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.Conn>();
  readonly requests: string[] = [];
  connections = 0;
  /** Connections that the client has closed. */
  closed = 0;

  constructor(answers: readonly (string | null)[]) {
    const left = [...answers];
    const serve = async () => {
      for await (const connection of this.#listener) {
        this.connections++;
        this.#open.add(connection);
        this.#talk(connection, left).catch(() => {});
      }
    };
    serve();
  }

  get transport(): Transport {
    return this.transportAs(null, null);
  }

  transportAs(username: string | null, password: string | null): Transport {
    return new Transport({
      serverurl: `http://127.0.0.1:${this.#listener.addr.port}`,
      username,
      password,
    });
  }

  async #talk(connection: Deno.Conn, left: (string | null)[]): Promise<void> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const count = await connection.read(buffer);
      if (count === null) {
        this.closed++;
        break;
      }
      this.requests.push(new TextDecoder().decode(buffer.subarray(0, count)));
      const answer = left.shift();
      if (answer === null) continue;
      await connection.write(new TextEncoder().encode(answer));
      if (answer === undefined || !answer.includes("Content-Length")) break;
    }
    connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#open) {
      try {
        connection.close();
      } catch {
        // It is closed already.
      }
    }
    return Promise.resolve();
  }
}

function ok(body: string): string {
  const length = new TextEncoder().encode(body).length;
  return `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

Deno.test("calls share one connection and one write each", async () => {
  await using server = new Script([ok("first"), ok("größe"), ok("")]);
  using transport = server.transport;
  assert.equal(await transport.call("<a/>"), "first");
  assert.equal(await transport.call("<ü/>"), "größe");
  assert.equal(await transport.call(""), "");
  assert.equal(server.connections, 1);
  const [first = "", second = ""] = server.requests;
  assert.match(first, /^POST \/RPC2 HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/);
  assert.match(first, /\r\nContent-Type: text\/xml\r\nAccept: text\/xml\r\n/);
  assert.match(first, /\r\nContent-Length: 4\r\n\r\n<a\/>$/);
  assert.match(second, /\r\nContent-Length: 5\r\n\r\n<ü\/>$/);
  assert.doesNotMatch(first, /Authorization/);
});

Deno.test("calls that overlap each have a connection", async () => {
  await using server = new Script([ok("one"), ok("two")]);
  using transport = server.transport;
  const answers = await Promise.all([transport.call("a"), transport.call("b")]);
  assert.deepEqual(answers.toSorted(), ["one", "two"]);
  assert.equal(server.connections, 2);
});

Deno.test("credentials go along as UTF-8", async () => {
  await using server = new Script([ok("")]);
  using transport = server.transportAs("me", "ü:");
  await transport.call("");
  const expected = new TextEncoder().encode("me:ü:").toBase64();
  assert.ok(server.requests[0]?.includes(`\r\nAuthorization: Basic ${expected}\r\n`));
});

Deno.test("an answer that is no 200 is an error, and the next call starts anew", async () => {
  await using server = new Script([
    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno",
    ok("yes"),
  ]);
  using transport = server.transport;
  await assert.rejects(transport.call(""), (error) => {
    assert.ok(error instanceof HttpStatusError);
    assert.equal(error.status, 401);
    assert.equal(error.message, "<ProtocolError for 127.0.0.1/RPC2: 401 Unauthorized>");
    return true;
  });
  assert.equal(await transport.call(""), "yes");
});

Deno.test("a server that closes instead of answering is an error", async () => {
  await using server = new Script([""]);
  using transport = server.transport;
  await assert.rejects(transport.call(""), /Remote end closed connection without response/);
});

Deno.test("control characters, which no XML has, become the sign for what cannot be shown", async () => {
  await using server = new Script([ok("a\x1b[31m\tb\r\n\x00")]);
  using transport = server.transport;
  assert.equal(await transport.call(""), "a\ufffd[31m\tb\r\n\ufffd");
});

Deno.test("an interrupted call ends at once", async () => {
  await using server = new Script([null]);
  using transport = server.transport;
  const controller = new AbortController();
  const refused = assert.rejects(transport.call("", controller.signal), Interrupted);
  await until(() => server.requests.length, { within: 5_000, what: "the request" });
  controller.abort();
  await refused;
});

Deno.test("a stream gives what comes, until it is interrupted", async () => {
  await using server = new Script(["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"]);
  using transport = server.transport;
  const controller = new AbortController();
  const { status, body } = await transport.stream("/logtail/x", controller.signal);
  assert.equal(status, 200);
  const pieces: string[] = [];
  await assert.rejects(async () => {
    for await (const bytes of body) {
      pieces.push(new TextDecoder().decode(bytes));
      controller.abort();
    }
  }, Interrupted);
  assert.deepEqual(pieces, ["part"]);
  assert.match(server.requests[0] ?? "", /^GET \/logtail\/x HTTP\/1\.1\r\n/);
});

Deno.test("a stream that is over holds no connection, whether it was read to its end or refused", async () => {
  await using server = new Script([
    ok("whole"),
    "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
    "Content-Length without HTTP\r\n",
  ]);
  using transport = server.transport;
  const closed = (count: number) =>
    until(() => server.closed === count, { within: 5_000, what: `${count} closed connections` });
  const { body } = await transport.stream("/logtail/x");
  const pieces: string[] = [];
  for await (const bytes of body) pieces.push(new TextDecoder().decode(bytes));
  assert.deepEqual(pieces, ["whole"]);
  await closed(1);
  assert.equal((await transport.stream("/logtail/y")).status, 404);
  await closed(2);
  await assert.rejects(transport.stream("/logtail/z"), /Not an HTTP status line/);
  await closed(3);
});

Deno.test("why there is no connection is told apart", async () => {
  const problems: Readonly<Record<string, readonly [problem: string, message: RegExp]>> = {
    [`http://127.0.0.1:${freePort()}`]: ["refused", /^\[Errno 111\] Connection refused$/],
    "unix:///tmp/no-such.sock": ["no-such-file", /^\[Errno 2\] No such file or directory$/],
    "http://no-such-host.invalid:1": ["other", /^\[Errno -2\] Name or service not known$/],
    "unix:///etc/passwd": ["refused", /^\[Errno 111\] Connection refused$/],
  };
  for (const [serverurl, [problem, message]] of Object.entries(problems)) {
    using transport = new Transport({ serverurl, username: null, password: null });
    await assert.rejects(transport.call(""), (error) => {
      assert.ok(error instanceof NetworkError);
      assert.equal(error.problem, problem);
      assert.match(error.message, message);
      return true;
    });
  }
});
