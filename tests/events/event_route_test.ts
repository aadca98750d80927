import assert from "node:assert/strict";
import { httpBench } from "#tests/http/http_bench.ts";
import type { HttpBench } from "#tests/http/http_bench.ts";
import { until, within } from "#tests/support/deadline.ts";

/** A connection on which `GET /events` was asked for. */
class Follower implements Disposable {
  readonly #connection: Deno.Conn;
  #text = "";
  #ended = false;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(bench: HttpBench, target: string, headers = ""): Promise<Follower> {
    const { address } = bench;
    const connection = address.transport === "tcp"
      ? await Deno.connect(address)
      : await Deno.connect({ transport: "unix", path: address.path });
    const request = `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
    await connection.write(new TextEncoder().encode(request));
    return new Follower(connection);
  }

  /** Everything so far, once it fits. */
  async until(pattern: RegExp): Promise<string> {
    const buffer = new Uint8Array(65_536);
    while (!pattern.test(this.#text)) {
      assert.ok(!this.#ended, `ended without ${pattern}: ${this.#text}`);
      const reading = this.#connection.read(buffer);
      const count = await within(reading, { within: 20_000, what: `${pattern} of the stream` });
      this.#ended = count === null;
      this.#text += new TextDecoder().decode(buffer.subarray(0, count ?? 0));
    }
    return this.#text;
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

function remote(bench: HttpBench, data: string): void {
  bench.bus.emit({ name: "REMOTE_COMMUNICATION", type: "t", data });
}

Deno.test("a reader of /events has what it asked for while it is there", async () => {
  await using bench = await httpBench();
  assert.equal(bench.bus.wants("REMOTE_COMMUNICATION"), false);
  {
    using follower = await Follower.open(bench, "/events?types=remote_communication,TICK");
    const head = await follower.until(/: listening\n\n/);
    assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(head, /\r\ncontent-type: text\/event-stream;charset=utf-8\r\n/i);
    assert.match(head, /\r\ncache-control: no-store\r\n/i);
    bench.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "g" });
    remote(bench, "a");
    bench.bus.emit({ name: "TICK_5", when: 5 });
    const text = await follower.until(/TICK_5[^]*\n\n/);
    assert.deepEqual(text.match(/(?<=^event: ).*$/gm), ["REMOTE_COMMUNICATION", "TICK_5"]);
  }
  await until(() => !bench.bus.wants("REMOTE_COMMUNICATION"), {
    within: 5_000,
    what: "the daemon to see that the reader is gone",
  });
  assert.deepEqual(bench.lines.filter((line) => line.startsWith("error")), []);
});

Deno.test("types can be repeated, padded and empty, and none means all", async () => {
  await using bench = await httpBench();
  const cases = [
    ["/events", "PROCESS_GROUP_ADDED"],
    ["/events?", "PROCESS_GROUP_ADDED"],
    ["/events?types=", "PROCESS_GROUP_ADDED"],
    ["/events?types=EVENT", "PROCESS_GROUP_ADDED"],
    ["/events?types=TICK_60&types=,%20TICK_5,", "TICK_5"],
    ["//events?other=1&types=TICK", "TICK_5"],
  ] as const;
  for (const [target, first] of cases) {
    using follower = await Follower.open(bench, target);
    await follower.until(/: listening\n\n/);
    bench.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "g" });
    bench.bus.emit({ name: "TICK_5", when: 5 });
    const text = await follower.until(/TICK_5[^]*\n\n/);
    assert.equal(/^event: (.*)$/m.exec(text)![1], first, target);
  }
});

Deno.test("an unknown type is refused by name, and anything but GET as everywhere", async () => {
  await using bench = await httpBench();
  const unknown = await bench.request("GET", "/events?types=TICK_5,TOCK");
  assert.deepEqual([unknown.status, unknown.text], [400, "Unknown event type 'TOCK'\n"]);
  const inherited = await bench.request("GET", "/events?types=toString");
  assert.deepEqual([inherited.status, inherited.text], [400, "Unknown event type 'TOSTRING'\n"]);
  for (const method of ["POST", "HEAD", "PUT"]) {
    assert.equal((await bench.request(method, "/events")).status, 400, method);
  }
  assert.equal((await bench.request("GET", "/events/")).status, 404);
  assert.equal((await bench.request("GET", "/eventsx")).status, 404);
  assert.equal(bench.bus.wants("TICK_5"), false);
});

Deno.test("events are for those who log in", async () => {
  await using bench = await httpBench({ credentials: { username: "u", password: "p" } });
  const stranger = await bench.request("GET", "/events");
  assert.equal(stranger.status, 401);
  const wrong = await bench.request("GET", "/events", { Authorization: `Basic ${btoa("u:q")}` });
  assert.equal(wrong.status, 401);
  assert.equal(bench.bus.wants("TICK_5"), false);
  using friend = await Follower.open(
    bench,
    "/events",
    `Authorization: Basic ${btoa("u:p")}\r\n`,
  );
  await friend.until(/: listening\n\n/);
});

Deno.test("streams end, and say why, when the servers close", async () => {
  const bench = await httpBench();
  using follower = await Follower.open(bench, "/events");
  await follower.until(/: listening\n\n/);
  const closed = bench.servers.close(5_000);
  await follower.until(/: the server is closing\n\n\r\n0\r\n\r\n/);
  await closed;
});

Deno.test("a reader that does not read is dropped, and what waited for it with it", async () => {
  await using bench = await httpBench({ streams: { maxWaiting: 500_000 } });
  using stuck = await Follower.open(bench, "/events");
  await until(() => bench.bus.wants("REMOTE_COMMUNICATION"), {
    within: 5_000,
    what: "the stream to be open",
  });
  using quick = await Follower.open(bench, "/events?types=REMOTE_COMMUNICATION");
  await quick.until(/: listening\n\n/);
  // The kernel's buffers take a few megabytes; what does not fit there waits in the daemon.
  const data = "x".repeat(50_000);
  for (let number = 0; bench.bus.wants("TICK_5"); number++) {
    assert.ok(number < 2_000, "100 MB wait for a reader that does not read");
    remote(bench, `${number} ${data}`);
    await quick.until(new RegExp(`"${number} x`));
  }
  const text = await stuck.until(/: dropped[^]*\r\n0\r\n\r\n/);
  assert.match(text, /: dropped, more than 500000 characters were waiting\n\n/);
});
