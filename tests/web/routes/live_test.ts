import assert from "node:assert/strict";
import type { LiveMessage } from "#daemon/web/model/live_message.ts";
import type { Moment } from "#daemon/web/model/process_detail.ts";
import { fakeRow } from "#tests/web/support/fake_web.ts";
import { until } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";
import { type WebBench, webBench } from "#tests/web/support/web_bench.ts";

interface Live extends AsyncDisposable {
  readonly messages: LiveMessage[];
  readonly response: Response;
  kind<K extends LiveMessage["kind"]>(kind: K): Promise<LiveMessage & { readonly kind: K }>;
}

/** Listens to a bench's stream. */
async function listen(bench: WebBench, query = ""): Promise<Live> {
  const { address } = bench.http;
  assert.equal(address.transport, "tcp");
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${address.port}/live${query}`, {
    signal: abort.signal,
  });
  const messages: LiveMessage[] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split("\n\n");
      text = parts.pop()!;
      for (const part of parts) {
        if (part.startsWith("data: ")) messages.push(JSON.parse(part.slice(6)));
      }
    }
  })().catch(() => {});
  return {
    messages,
    response,
    kind: async (kind) =>
      await until(() => messages.find((message) => message.kind === kind), {
        within: 5000,
        what: `a message of kind ${kind}`,
      }) as never,
    async [Symbol.asyncDispose]() {
      abort.abort();
      await reading;
    },
  };
}

Deno.test("a stream begins with how things are", async () => {
  await using bench = await webBench();
  await using live = await listen(bench);
  const hello = await live.kind("hello");
  assert.deepEqual(hello.rows, bench.view.rowsNow);
  assert.equal(hello.token, bench.token);
  assert.equal(hello.version, "fake.1");
  assert.equal(live.response.headers.get("content-type"), "text/event-stream;charset=utf-8");
  assert.equal(live.response.headers.get("x-accel-buffering"), "no");
});

Deno.test("rows that changed come, others do not", async () => {
  await using bench = await webBench();
  await using live = await listen(bench);
  await live.kind("hello");
  const [cat, one] = bench.view.rowsNow;
  const fatal = { ...one!, state: "FATAL" as const };
  bench.view.rowsNow = [cat!, fatal];
  for (const listener of bench.view.listeners) listener.changed(new Set(["cat", "web:one"]));
  assert.deepEqual((await live.kind("rows")).rows, [fatal]);
});

Deno.test("when processes come or go the whole list is sent", async () => {
  await using bench = await webBench();
  await using live = await listen(bench);
  await live.kind("hello");
  bench.view.rowsNow = [fakeRow({ name: "new" })];
  for (const listener of bench.view.listeners) listener.changed(null);
  assert.deepEqual((await live.kind("list")).rows, bench.view.rowsNow);
});

Deno.test("samples come as they are taken", async () => {
  await using bench = await webBench();
  await using live = await listen(bench);
  await live.kind("hello");
  const usages = new Map([["cat", { cpu: 1.26, memory: 10 }]]);
  for (const listener of bench.view.listeners) {
    listener.sampled({ usages, curves: new Map(), memories: new Map(), problem: null });
  }
  assert.deepEqual((await live.kind("usage")).usages, [["cat", 1.3, 10]]);
});

Deno.test("the stream of a process has its details, its log and what the log grows by", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("out"), "before\n");
  await using bench = await webBench();
  bench.view.paths.set("cat stdout", dir.at("out"));
  await using live = await listen(bench, "?processname=cat");
  assert.equal((await live.kind("detail")).detail?.spec, "cat");
  const logs = () => live.messages.filter((message) => message.kind === "log");
  await until(() => logs().length === 2, { within: 5000, what: "both logs" });
  assert.deepEqual(
    logs().map(({ channel, window }) => [channel, window?.text]).toSorted(),
    [["stderr", undefined], ["stdout", "before\n"]],
  );
  await Deno.writeTextFile(dir.at("out"), "after\n", { append: true });
  bench.clock.advance(150);
  const grown = await live.kind("grown");
  assert.equal(grown.piece.text, "after\n");
  assert.equal(grown.at, bench.clock.wall());
});

Deno.test("what a run prints comes between its start and its end", async () => {
  await using dir = await tempDir();
  const path = dir.at("out");
  await Deno.writeTextFile(path, "before\n");
  await using bench = await webBench();
  bench.view.paths.set("cat stdout", path);
  const happened = (state: Moment["state"], at: number): Moment => {
    const { ino, size } = Deno.statSync(path);
    return { at, state, text: "", bad: false, stdout: { file: ino!, offset: size }, stderr: null };
  };
  let timeline = [happened("STARTING", 1)];
  const { detail } = bench.view;
  bench.view.detail = (spec) => ({ ...detail(spec)!, timeline });
  await using live = await listen(bench, "?processname=cat");
  await until(() => live.messages.filter(({ kind }) => kind === "log").length === 2, {
    within: 5000,
    what: "both logs",
  });
  const told = live.messages.length;
  await Deno.writeTextFile(path, "old run\n", { append: true });
  timeline = [happened("EXITED", 2), ...timeline];
  timeline = [happened("STARTING", 3), ...timeline];
  await Deno.writeTextFile(path, "new run\n", { append: true });
  for (const listener of bench.view.listeners) listener.changed(new Set(["cat"]));
  bench.clock.advance(150);
  const heard = () =>
    live.messages.slice(told).flatMap<string | number>((message) =>
      message.kind === "grown"
        ? [message.piece.text]
        : message.kind === "detail"
        ? [message.detail!.timeline.length]
        : []
    );
  await until(() => heard().length === 4, { within: 5000, what: "both runs" });
  assert.deepEqual(heard(), ["old run\n", 2, 3, "new run\n"]);
});

Deno.test("when a program gets another log, that one is followed from its beginning", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("old"), "before\n");
  await Deno.writeTextFile(dir.at("new"), "the first\n");
  await using bench = await webBench();
  bench.view.paths.set("cat stdout", dir.at("old"));
  await using live = await listen(bench, "?processname=cat");
  await until(() => live.messages.filter(({ kind }) => kind === "log").length === 2, {
    within: 5000,
    what: "both logs",
  });
  bench.view.paths.set("cat stdout", dir.at("new"));
  await Deno.writeTextFile(dir.at("old"), "last words\n", { append: true });
  for (const listener of bench.view.listeners) listener.changed(new Set(["cat"]));
  bench.clock.advance(150);
  const grown = () => live.messages.filter((message) => message.kind === "grown");
  await until(() => grown().length === 2, { within: 5000, what: "both files" });
  assert.deepEqual(grown().map(({ piece }) => [piece.text, piece.fresh]), [
    ["last words\n", false],
    ["the first\n", true],
  ]);
});

Deno.test("the details of a process that is not there are none", async () => {
  await using bench = await webBench();
  await using live = await listen(bench, "?processname=nope");
  assert.equal((await live.kind("detail")).detail, null);
});

Deno.test("nobody is watched for once a page is closed", async () => {
  await using bench = await webBench();
  {
    await using live = await listen(bench);
    await live.kind("hello");
    assert.equal(bench.view.listeners.size, 1);
  }
  await until(() => bench.view.listeners.size === 0, { within: 5000, what: "the listener to go" });
});

Deno.test("when the daemon goes down the page is told", async () => {
  const bench = await webBench();
  await using live = await listen(bench);
  await live.kind("hello");
  await bench[Symbol.asyncDispose]();
  await live.kind("leaving");
});

Deno.test("parts and all of a log can be fetched", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("out"), "<b>one\ntwo\n");
  await using bench = await webBench();
  bench.view.paths.set("cat stdout", dir.at("out"));
  const part = await bench.get("/log?processname=cat&channel=stdout&before=7");
  assert.equal(JSON.parse(part.text).text, "<b>one\n");
  const all = await bench.get("/download?processname=cat&channel=stdout");
  assert.equal(all.text, "<b>one\ntwo\n");
  assert.equal(all.headers["content-type"], "text/plain;charset=utf-8");
  assert.match(
    all.headers["content-disposition"] ?? "",
    /^attachment; filename="cat-stdout\.log"$/,
  );
  for (const path of ["log", "download"]) {
    assert.equal((await bench.get(`/${path}?processname=nope`)).status, 404);
    assert.equal((await bench.get(`/${path}?processname=cat&channel=stderr`)).status, 404);
  }
});
