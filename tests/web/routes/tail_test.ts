import assert from "node:assert/strict";
import { Fault } from "#lib/rpc/fault.ts";
import { fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { webBench } from "#tests/web/support/web_bench.ts";

const asked = (calls: readonly (readonly unknown[])[]) =>
  calls.filter(([method]) => method === "readProcessStdoutLog").map(([, ...args]) => args);

Deno.test("the tail page shows the last bytes, 1024 of them at least", async () => {
  await using bench = await webBench();
  for (const limit of ["", "&limit=", "&limit=abc", "&limit=-5", "&limit=3", "&limit=1024"]) {
    const { text } = await bench.get(`/tail.html?processname=cat${limit}`);
    assert.match(text, /<title>Supervisor tail of process cat<\/title>/);
    assert.match(text, /<pre [^>]*>out\n<\/pre>/);
    assert.match(text, /href="tail\.html\?processname=cat&#38;limit=1024">Refresh</);
  }
  await bench.get("/tail.html?processname=cat&limit=5000");
  assert.deepEqual(asked(bench.api.calls), [
    ...Array.from({ length: 6 }, () => ["cat", -1024, 0]),
    ["cat", -5000, 0],
  ]);
});

Deno.test("without a name there is nothing to show and no way to refresh", async () => {
  await using bench = await webBench();
  for (const path of ["/tail.html", "/tail.html?processname="]) {
    const { text } = await bench.get(path);
    assert.match(text, /<title>Supervisor tail of process None<\/title>/);
    assert.match(text, /No process name found/);
    assert.doesNotMatch(text, /Refresh/);
  }
});

Deno.test("what cannot be shown is told in Supervisor's words", async () => {
  for (
    const [fault, words] of [
      [Fault.of("NO_FILE", "/x"), "No file for cat"],
      [Fault.of("BAD_NAME", "cat"), "ERROR: unexpected rpc fault [10] BAD_NAME: cat"],
      [Fault.of("FAILED"), "ERROR: unexpected rpc fault [30] FAILED"],
    ] as const
  ) {
    const api = fakeSupervisor();
    api.before = () => {
      throw fault;
    };
    await using bench = await webBench({ api });
    assert.ok((await bench.get("/tail.html?processname=cat")).text.includes(words));
  }
  await using bench = await webBench();
  bench.http.daemon.shuttingDown = true;
  const { text } = await bench.get("/tail.html?processname=cat");
  assert.ok(text.includes("ERROR: unexpected rpc fault [6] SHUTDOWN_STATE"));
});

Deno.test("a form may ask too", async () => {
  await using bench = await webBench();
  const { text } = await bench.post("/tail.html", { processname: "cat" });
  assert.match(text, /tail of process cat/);
});
