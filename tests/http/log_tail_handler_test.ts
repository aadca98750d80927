import assert from "node:assert/strict";
import type { LogSource } from "#daemon/http/log_source.ts";
import type { Channel } from "#lib/event/events.ts";
import { type HttpBench, httpBench } from "#tests/http/http_bench.ts";
import { openFiles } from "#tests/http/open_files.ts";
import { until, within } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";

/** One process, `web:one`, with both logs in `directory`, and a main log. */
function logsIn(directory: string): LogSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    processLog(name: string, channel: Channel): string | null {
      asked.push(`${name} ${channel}`);
      return name === "web:one" ? `${directory}/${channel}` : null;
    },
    mainLog: () => `${directory}/main`,
  };
}

interface Tail extends AsyncDisposable {
  /** All that came so far, head and body, as it was sent. */
  text(): string;
  readonly ended: Promise<void>;
}

/** Sends a request and reads whatever comes. */
async function tail(bench: HttpBench, request: string): Promise<Tail> {
  const { address } = bench;
  assert.equal(address.transport, "tcp");
  const connection = await Deno.connect({ hostname: address.hostname, port: address.port });
  await connection.write(new TextEncoder().encode(request));
  let text = "";
  let closed = false;
  const read = async (): Promise<void> => {
    const buffer = new Uint8Array(65_536);
    try {
      for (;;) {
        const count = await connection.read(buffer);
        if (count === null) return;
        text += new TextDecoder().decode(buffer.subarray(0, count));
      }
    } catch (error) {
      if (!closed) throw error;
    }
  };
  const ended = read();
  return {
    text: () => text,
    ended,
    async [Symbol.asyncDispose]() {
      closed = true;
      connection.close();
      await ended;
    },
  };
}

function get(path: string, version = "1.1"): string {
  return `GET ${path} HTTP/${version}\r\nHost: localhost\r\n\r\n`;
}

const SOON = { within: 5000, what: "more of the log" };

Deno.test("a process log is streamed in chunks as it grows", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("stdout"), "one\n");
  await using bench = await httpBench({ logs: logsIn(dir.path) });
  await using stream = await tail(bench, get("/logtail/web%3Aone"));
  await until(() => stream.text().endsWith("\r\n\r\n4\r\none\n\r\n"), SOON);
  const head = stream.text().toLowerCase();
  assert.match(head, /^http\/1\.1 200 ok\r\n/);
  assert.match(head, /\r\ncontent-type: text\/plain;charset=utf-8\r\n/);
  assert.match(head, /\r\nx-accel-buffering: no\r\n/);
  assert.match(head, /\r\ntransfer-encoding: chunked\r\n/);
  assert.match(head, /\r\nlast-modified: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d gmt\r\n/);
  Deno.writeTextFileSync(dir.at("stdout"), "three\n", { append: true });
  await until(() => stream.text().endsWith("\r\n6\r\nthree\n\r\n"), SOON);
});

Deno.test("HTTP/1.0 gets the bytes at once and without chunks", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("stderr"), "oops\n");
  await using bench = await httpBench({ logs: logsIn(dir.path) });
  await using stream = await tail(bench, get("/logtail/web:one/stderr", "1.0"));
  await until(() => stream.text().endsWith("\r\n\r\noops\n"), SOON);
});

Deno.test("the head of an answer comes before there is anything in the log", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("main"), "");
  await using bench = await httpBench({ logs: logsIn(dir.path) });
  await using stream = await tail(bench, get("/mainlogtail"));
  await until(() => stream.text().endsWith("\r\n\r\n"), SOON);
  assert.doesNotMatch(stream.text().toLowerCase(), /x-accel-buffering/);
  Deno.writeTextFileSync(dir.at("main"), "line\n", { append: true });
  await until(() => stream.text().endsWith("line\n\r\n"), SOON);
});

Deno.test("names are passed on decoded, and a file that is missing is 404", async () => {
  await using dir = await tempDir();
  const logs = logsIn(dir.path);
  await using bench = await httpBench({ logs });
  assert.equal((await bench.request("GET", "/logtail/web:one")).status, 404);
  assert.equal((await bench.request("GET", "/logtail/a%20b:c/stderr")).status, 404);
  assert.equal((await bench.request("GET", "/logtail/web:*")).status, 404);
  assert.equal((await bench.request("GET", "/mainlogtail")).status, 404);
  assert.deepEqual(logs.asked, ["web:one stdout", "a b:c stderr", "web:* stdout"]);
});

Deno.test("a client that goes away leaves no open file behind", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("stdout"), "one\n");
  await using bench = await httpBench({ logs: logsIn(dir.path) });
  {
    await using stream = await tail(bench, get("/logtail/web:one"));
    await until(() => stream.text().includes("one\n"), SOON);
    assert.equal(openFiles(dir.path), 1);
  }
  await until(() => openFiles(dir.path) === 0, { within: 5000, what: "the file to be closed" });
});

Deno.test("closing the servers ends the streams properly", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("stdout"), "one\n");
  await using bench = await httpBench({ logs: logsIn(dir.path) });
  await using stream = await tail(bench, get("/logtail/web:one"));
  await until(() => stream.text().includes("one\n"), SOON);
  await bench.servers.close();
  await within(stream.ended, { within: 5000, what: "the end of the stream" });
  assert.match(stream.text(), /\r\n0\r\n\r\n$/);
});

Deno.test("a client that does not read holds up neither others nor the closing", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("stdout"), "x".repeat(1000));
  const bench = await httpBench({ logs: logsIn(dir.path) });
  const { address } = bench;
  assert.equal(address.transport, "tcp");
  using lazy = await Deno.connect({ hostname: address.hostname, port: address.port });
  await lazy.write(new TextEncoder().encode(get("/logtail/web:one")));
  await lazy.read(new Uint8Array(10));
  Deno.writeTextFileSync(dir.at("stdout"), "y".repeat(20_000_000), { append: true });
  assert.equal((await bench.request("GET", "/ok.html")).status, 200);
  await within(bench.servers.close(100), { within: 3000, what: "the servers to close" });
});
