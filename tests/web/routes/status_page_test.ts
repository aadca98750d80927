import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import type { ProcessState } from "#lib/process/state.ts";
import { fakeRow } from "#tests/web/support/fake_web.ts";
import { webBench } from "#tests/web/support/web_bench.ts";

Deno.test("the page has a table of state, name, description and actions, sorted, with Supervisor's classes", async () => {
  const rows = [
    fakeRow({ name: "a", state: "RUNNING" }),
    fakeRow({ name: "b", state: "FATAL", error: "can't find command '/x'" }),
    fakeRow({ name: "c", group: "g", state: "BACKOFF" }),
    fakeRow({ name: "d", group: "g", state: "STOPPED" }),
  ];
  await using bench = await webBench({ rows });
  const { text } = await bench.get("/");
  const found = [...text.matchAll(
    /<tr class="process \w+( shade)?[^"]*" data-spec="([^"]*)".*?<td class="status"><span class="(\w+) s-\w+">.*?<\/svg>(\w+)</gs,
  )].map(([, shade, spec, mark, state]) => [shade === undefined, spec, mark, state]);
  assert.deepEqual(found, [
    [true, "a", "statusrunning", "running"],
    [false, "b", "statuserror", "fatal"],
    [true, "g:c", "statuserror", "backoff"],
    [false, "g:d", "statusnominal", "stopped"],
  ]);
  assert.match(text, /gave up: can&#39;t find command &#39;\/x&#39;/);
  for (const heading of ["State", "Description", "Name", "Action"]) {
    assert.match(text, new RegExp(`<th scope="col"[^>]*>${heading}<`));
  }
});

Deno.test("each state offers what has something to do in it, then log, Clear Log and both tails", async () => {
  const offers: Readonly<Record<ProcessState, readonly string[]>> = {
    RUNNING: ["Restart", "Stop"],
    STOPPED: ["Start"],
    EXITED: ["Start"],
    FATAL: ["Start"],
    STARTING: ["Stop"],
    BACKOFF: ["Stop"],
    STOPPING: [],
    UNKNOWN: [],
  };
  for (const [state, labels] of Object.entries(offers)) {
    const rows = [fakeRow({ name: "a/b c", group: "g", state: state as ProcessState })];
    await using bench = await webBench({ rows });
    const { text } = await bench.get("/index.html");
    const [row = ""] = /<tr class="process.*?<\/tr>/s.exec(text) ?? [];
    const words = [...row.matchAll(/<(?:button|a) [^>]*>([^<]+)</g)].map(([, word]) => word);
    assert.deepEqual(
      words,
      ["g:a/b c", ...labels, "Log", "Clear Log", "Tail -f Stdout", "Tail -f Stderr"],
      state,
    );
    assert.match(row, /href="logtail\/g%3Aa\/b%20c" target="_blank"/);
    assert.match(row, /href="logtail\/g%3Aa\/b%20c\/stderr" target="_blank"/);
    assert.match(row, /formaction="index\.html\?processname=g%3Aa\/b%20c"/);
  }
});

Deno.test("a group offers what at least one of its members could do", async () => {
  const offers: readonly (readonly [states: readonly ProcessState[], labels: readonly string[]])[] =
    [
      [["RUNNING", "RUNNING"], ["Restart", "Stop"]],
      [["RUNNING", "STOPPED"], ["Start", "Restart", "Stop"]],
      [["BACKOFF", "STARTING"], ["Restart", "Stop"]],
      [["FATAL", "EXITED"], ["Start"]],
      [["STOPPING", "UNKNOWN"], []],
    ];
  for (const [states, labels] of offers) {
    const rows = states.map((state, at) => fakeRow({ name: `m${at}`, group: "g", state }));
    await using bench = await webBench({ rows });
    const { text } = await bench.get("/");
    const [head = ""] = /<tr class="group.*?<\/tr>/s.exec(text) ?? [];
    const words = [...head.matchAll(/<button [^>]*>([^<]+)</g)].map(([, word]) => word);
    assert.deepEqual(words, labels, states.join(" "));
  }
});

Deno.test("no link leaves the place that the page is at", async () => {
  await using bench = await webBench({ script: "1" });
  for (const path of ["/", "/process.html?processname=cat", "/tail.html?processname=cat"]) {
    const { text } = await bench.get(path);
    const addresses = [...text.matchAll(/ (?:href|src|action|formaction)="([^"]*)"/g)];
    assert.ok(addresses.length > 5, path);
    for (const [, address = ""] of addresses) {
      assert.doesNotMatch(address, /^\/|^[a-z]+:/, `${path} has ${address}`);
    }
  }
});

Deno.test("names, errors and last lines are text, whatever is in them", async () => {
  const evil = `<img src=x onerror="alert(1)">'`;
  const rows = [
    fakeRow({ name: evil, group: evil, state: "FATAL", error: evil, lastLines: [evil, "</pre>"] }),
    fakeRow({ name: evil, group: `${evil}2` }),
  ];
  await using bench = await webBench({ rows });
  const query = encodeURIComponent(evil);
  for (
    const path of [
      `/?message=${query}`,
      `/?q=${query}`,
      `/process.html?processname=${query}&message=${query}`,
      `/process.html?processname=no${query}`,
      `/tail.html?processname=${query}`,
      `/index.html?action=stop&processname=${query}`,
      `/index.html?action=stopgroup&group=${query}`,
    ]
  ) {
    const { text } = await bench.get(path);
    assert.doesNotMatch(text, /<img src=x/, path);
    assert.doesNotMatch(text, /onerror="/, path);
  }
});

Deno.test("a message is shown in the status area, an empty one is none", async () => {
  await using bench = await webBench();
  const shown = await bench.get("/?message=Process%20a%20started%20%3Cb%3E%26");
  assert.match(
    shown.text,
    /<div class="notice"><p id="statusmessage" class="status_msg" role="status">Process a started &#60;b&#62;&#38;<\/p>/,
  );
  for (const words of ["ERROR: Process a: no such file", "No such process named a"]) {
    const failed = await bench.get(`/?message=${encodeURIComponent(words)}`);
    assert.match(failed.text, /<div class="notice bad"><p id="statusmessage"/, words);
  }
  const none = await bench.get("/?message=");
  assert.match(
    none.text,
    /<div class="hidden"><p id="statusmessage" class="hidden" role="status"><\/p>/,
  );
});

Deno.test("an empty configuration says so, and how to begin", async () => {
  await using bench = await webBench({ rows: [] });
  const { text } = await bench.get("/");
  assert.match(text, /No programs to manage/);
  assert.match(text, /<code>\/etc\/supervisord\.conf<\/code>/);
  assert.match(text, /\[program:clock\]\ncommand=/);
  assert.match(text, /Then run <code>svctl update<\/code>/);
  assert.doesNotMatch(text, /<table class="processes"/);
  const facts = bench.view.facts();
  bench.view.facts = () => ({ ...facts, mayRunShell: false });
  bench.clock.advance(1000);
  assert.match((await bench.get("/")).text, /Then stop the daemon and start it again/);
});

Deno.test("without scripts the filter is a form, and groups fold by a check box", async () => {
  const member = (name: string) => fakeRow({ name, group: "web" });
  const rows = [member("one"), member("two"), fakeRow({ name: "zed", state: "FATAL" })];
  await using bench = await webBench({ rows });
  const names = (text: string) =>
    [...text.matchAll(/data-spec="([^"]*)"/g)].map(([, name]) => name);
  assert.deepEqual(names((await bench.get("/?q=WEB%20tw")).text), ["web:two"]);
  assert.deepEqual(names((await bench.get("/?only=trouble")).text), ["zed"]);
  assert.deepEqual(names((await bench.get("/?sort=state")).text), ["zed", "web:one", "web:two"]);
  assert.match((await bench.get("/?q=nothing")).text, /Nothing matches/);
  assert.match(
    (await bench.get("/")).text,
    /<input type="checkbox" class="fold" checked aria-label="Show the processes of web">/,
  );
});

Deno.test("no page may be kept, run in a frame, or load anything from elsewhere", async () => {
  await using bench = await webBench();
  for (const path of ["/", "/process.html?processname=cat", "/tail.html", "/process.html"]) {
    const { headers } = await bench.get(path);
    assert.equal(headers["content-type"], "text/html;charset=utf-8");
    assert.equal(headers["pragma"], "no-cache");
    assert.match(headers["cache-control"] ?? "", /no-cache/);
    assert.equal(headers["expires"], "Thu, 01 Jan 1970 00:00:00 GMT");
    const policy = headers["content-security-policy"] ?? "";
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(rule), rule);
    }
    assert.doesNotMatch(policy, /unsafe|https?:/);
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

Deno.test("pages are compressed for those who take it, and not sent again to those who have them", async () => {
  await using bench = await webBench();
  const plain = await bench.get("/");
  const packed = await bench.get("/", { "Accept-Encoding": "br, gzip;q=0.8" });
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.equal(gunzipSync(packed.body).toString(), plain.text);
  assert.ok(packed.body.length < plain.body.length / 2);
  const refused = await bench.get("/", { "Accept-Encoding": "gzip;q=0" });
  assert.equal(refused.headers["content-encoding"], undefined);
  const again = await bench.get("/", { "If-None-Match": plain.headers["etag"]! });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
});

Deno.test("a page is ASCII and as long as it says, whatever is in it", async () => {
  const odd = "naïve – 進程 🦕";
  const row = fakeRow({ name: odd, state: "FATAL", error: odd, lastLines: [odd] });
  await using bench = await webBench({ rows: [row] });
  bench.view.usageNow = { usages: new Map(), curves: new Map(), memories: new Map(), problem: odd };
  const { headers, body } = await bench.get(`/?q=${encodeURIComponent("naïve")}`);
  assert.equal(headers["content-length"], String(body.length));
  assert.ok(body.every((byte) => byte < 128));
  assert.ok(body.length > 3000);
});

Deno.test("who is not well is named beside the sentence, as far as there is room", async () => {
  const rows = Array.from({ length: 8 }, (_, at) => fakeRow({ name: `p${at}`, state: "FATAL" }));
  await using bench = await webBench({ rows });
  const { text } = await bench.get("/");
  const list = /<ul class="troubled" aria-label="Not well">(.*?)<\/ul>/.exec(text)?.[1] ?? "";
  assert.deepEqual([...list.matchAll(/>([^<]+)<\/a>/g)].map(([, name]) => name), [
    ...["p0", "p1", "p2", "p3", "p4", "3 more"],
  ]);
  await using well = await webBench();
  assert.doesNotMatch((await well.get("/")).text, /troubled/);
});

Deno.test("a page of any size has a tag, which changes with what it shows", async () => {
  const rows = Array.from({ length: 1000 }, (_, at) => fakeRow({ name: `p${1000 + at}` }));
  await using bench = await webBench({ rows });
  const { headers, body } = await bench.get("/");
  assert.ok(body.length > 1_000_000);
  const known = { "If-None-Match": headers["etag"]! };
  for (const more of [{}, { "Accept-Encoding": "gzip" }]) {
    const again = await bench.get("/", { ...known, ...more });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
  }
  bench.view.rowsNow = rows.with(0, fakeRow({ name: "p1000", state: "STOPPED" }));
  bench.clock.advance(1000);
  assert.equal((await bench.get("/", known)).status, 200);
});

Deno.test("the theme that was chosen comes with the page", async () => {
  await using bench = await webBench();
  const dark = await bench.get("/", { "Cookie": "a=b; denvisor_theme=dark" });
  assert.match(dark.text, /^<!DOCTYPE html>\n<html lang="en" data-theme="dark">/);
  const other = await bench.get("/", { "Cookie": 'denvisor_theme="><script>' });
  assert.match(other.text, /^<!DOCTYPE html>\n<html lang="en">/);
});

Deno.test("while the daemon shuts down pages are 503 and say so", async () => {
  await using bench = await webBench();
  bench.http.daemon.shuttingDown = true;
  for (const path of ["/", "/process.html?processname=cat", "/index.html?action=stopall"]) {
    const { status, text } = await bench.get(path);
    assert.equal(status, 503, path);
    assert.match(text, /shutting down/);
  }
  assert.equal((await bench.get("/ok.html")).status, 200);
});

Deno.test("without ps the columns say why", async () => {
  await using bench = await webBench();
  bench.view.usageNow = {
    usages: new Map(),
    curves: new Map(),
    memories: new Map(),
    problem: "CPU and memory need ps",
  };
  assert.match(
    (await bench.get("/")).text,
    /<abbr title="CPU and memory need ps">CPU: none<\/abbr>/,
  );
});

Deno.test("the page of a process explains, and shows settings but no secrets", async () => {
  await using bench = await webBench();
  const { status, text } = await bench.get("/process.html?processname=cat");
  assert.equal(status, 200);
  assert.match(text, /It runs with pid 4711, up 5 s\./);
  assert.match(text, /<th scope="row">command<\/th><td><code>\/bin\/true<\/code><\/td>/);
  assert.match(
    text,
    /<td class="origin" title="\/etc\/supervisord\.conf:2">supervisord\.conf:2<\/td>/,
  );
  assert.match(text, /SECRET/);
  assert.match(text, /values are not shown/);
  assert.match(text, /It is not kept \(stdout_logfile=NONE\)\./);
  const missing = await bench.get("/process.html?processname=nope");
  assert.equal(missing.status, 404);
  assert.match(missing.text, /No such process named nope/);
});
