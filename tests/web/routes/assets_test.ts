import assert from "node:assert/strict";
import { NOW } from "#tests/web/support/fake_web.ts";
import { webBench } from "#tests/web/support/web_bench.ts";

const MODIFIED = new Date(NOW).toUTCString();

const FILES = [
  ["/stylesheets/supervisor.css", "text/css;charset=utf-8"],
  ["/images/icon.png", "image/png"],
  ["/images/supervisor.gif", "image/gif"],
  ["/images/rule.gif", "image/gif"],
  ["/images/state0.gif", "image/gif"],
  ["/images/state3.gif", "image/gif"],
  ["/scripts/app.js", "text/javascript;charset=utf-8"],
] as const;

Deno.test("files have a type, a length and a time, to GET and to HEAD", async () => {
  await using bench = await webBench({ script: "1" });
  for (const [path, type] of FILES) {
    const got = await bench.get(path);
    assert.equal(got.status, 200, path);
    assert.equal(got.headers["content-type"], type);
    assert.equal(got.headers["content-length"], String(got.body.length));
    assert.equal(got.headers["last-modified"], MODIFIED);
    const head = await bench.http.request("HEAD", path);
    assert.equal(head.status, 200);
    assert.equal(head.headers["content-length"], String(got.body.length));
    assert.equal(head.body.length, 0);
  }
});

Deno.test("images are what they say", async () => {
  await using bench = await webBench();
  const png = await bench.get("/images/icon.png");
  assert.deepEqual([...png.body.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const gif = await bench.get("/images/state1.gif");
  assert.equal(new TextDecoder().decode(gif.body.subarray(0, 6)), "GIF89a");
});

Deno.test("who has a file gets 304 and no body", async () => {
  await using bench = await webBench();
  const { headers } = await bench.get("/images/icon.png");
  for (
    const condition of [
      { "If-Modified-Since": MODIFIED },
      { "If-Modified-Since": new Date(NOW + 60_000).toUTCString() },
      { "If-None-Match": headers["etag"]! },
      { "If-None-Match": `"x", W/${headers["etag"]}` },
    ] as Record<string, string>[]
  ) {
    const answer = await bench.get("/images/icon.png", condition);
    assert.equal(answer.status, 304);
    assert.equal(answer.body.length, 0);
  }
  for (
    const condition of [
      { "If-Modified-Since": new Date(NOW - 60_000).toUTCString() },
      { "If-Modified-Since": "yesterday" },
      { "If-None-Match": '"x"', "If-Modified-Since": MODIFIED },
    ] as Record<string, string>[]
  ) {
    assert.equal((await bench.get("/images/icon.png", condition)).status, 200);
  }
});

Deno.test("nothing else is served, above or below", async () => {
  await using bench = await webBench();
  for (
    const path of [
      "/stylesheets",
      "/stylesheets/",
      "/stylesheets/../images/icon.png",
      "/images/..%2f..%2fetc%2fpasswd",
      "/images/nope.gif",
      "/status.html",
      "/scripts/app.js",
    ]
  ) {
    assert.equal((await bench.get(path)).status, 404, path);
  }
  assert.equal((await bench.post("/images/icon.png", {})).status, 400);
});

Deno.test("the style sheet goes with the first page: all together stay under 50 KB", async () => {
  await using bench = await webBench();
  const headers = { "Accept-Encoding": "gzip" };
  const page = await bench.get("/", headers);
  const style = await bench.get("/stylesheets/supervisor.css", headers);
  const script = await Deno.readTextFile(new URL("../../../.build/web/app.js", import.meta.url))
    .catch(() => "");
  const packed = new Blob([script]).stream().pipeThrough(new CompressionStream("gzip"));
  const { byteLength } = await new Response(packed).arrayBuffer();
  assert.ok(page.body.length + style.body.length + byteLength < 50_000);
  assert.ok(style.body.length < 8_000);
});
