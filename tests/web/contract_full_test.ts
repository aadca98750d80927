// needs: supervisor python3
import assert from "node:assert/strict";
import { startSubject, type Subject, type SubjectKind } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";
import { until } from "#tests/support/deadline.ts";

/** Requests in this order; each acts. `@` waits until the process is in a state. */
const STEPS: readonly string[] = [
  "index.html?action=refresh",
  "index.html?processname=a&action=stop",
  "index.html?processname=a&action=stop",
  "index.html?processname=a&action=start",
  "index.html?processname=a&action=start",
  "?processname=a%3Aa&action=restart",
  "index.html?processname=a&action=clearlog",
  "index.html?processname=missing&action=start",
  "index.html?processname=noexec&action=start",
  "index.html?processname=short&action=start",
  "index.html?processname=g%3Aone&action=stop",
  "index.html?processname=g%3A*&action=start",
  "index.html?processname=nope&action=start",
  "index.html?processname=%3Cb%3E&action=stop",
  "index.html?action=stopall",
  "index.html?action=restartall",
  "tail.html",
  "tail.html?processname=",
  "tail.html?processname=a",
  "tail.html?processname=a&limit=x",
  "tail.html?processname=a&limit=5000",
  "tail.html?processname=silent",
  "tail.html?processname=nope",
  "tail.html?processname=g%3A*",
  "ok.html",
];

/** What a script can read: the message, or the words of the page. */
async function read(base: string, step: string): Promise<string> {
  const response = await fetch(base + step, { redirect: "manual" });
  const text = await response.text();
  const location = response.headers.get("location");
  if (location !== null) {
    const message = new URL(location, base).searchParams.get("message") ?? "";
    return message.replace(/\w{3} \w{3} [ \d]\d [\d:]{8} \d{4}$/, "CTIME");
  }
  if (step.startsWith("ok")) return text;
  const title = /<title>([^<]*)<\/title>/.exec(text)?.[1];
  const body = /<pre[^>]*>([^<]*)<\/pre>/.exec(text)?.[1] ?? "";
  return `${title}: ${body.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))}`;
}

async function answers(kind: SubjectKind): Promise<readonly string[]> {
  await using subject = await startSubject(kind, {
    config: (at) =>
      framed(
        at,
        `[inet_http_server]
port=127.0.0.1:${at.port}
legacy_get_actions=true
[program:a]
command=/bin/sh -c 'i=0; while [ $i -lt 200 ]; do echo line $i; i=$((i+1)); done; exec sleep 1000'
startsecs=0
stdout_logfile=${at.at("a.log")}
[program:missing]
command=/nowhere/program
autostart=false
[program:noexec]
command=${at.config}
autostart=false
[program:short]
command=/bin/false
autostart=false
startretries=0
[program:silent]
command=/bin/sleep 1000
startsecs=0
stdout_logfile=NONE
[program:one]
command=/bin/sleep 1000
startsecs=0
[group:g]
programs=one
`,
      ),
  });
  await untilRunning(subject, "a");
  await untilRunning(subject, "g:one");
  await until(
    async () => (await Deno.readTextFile(subject.place.at("a.log"))).endsWith("line 199\n"),
    {
      within: 10_000,
      what: "the log",
    },
  );
  const base = `http://127.0.0.1:${subject.place.port}/`;
  const found: string[] = [];
  for (const step of STEPS) {
    if (step === "tail.html") await settle(subject);
    found.push(`${step} -> ${await read(base, step)}`);
  }
  return found;
}

/** From here on nobody writes, and the log is the same everywhere. */
async function settle(subject: Subject): Promise<void> {
  await subject.rpc("stopProcess", "a");
  const lines = Array.from({ length: 400 }, (_, number) => `line ${number}\n`);
  await Deno.writeTextFile(subject.place.at("a.log"), lines.join(""));
}

async function untilRunning(subject: Subject, name: string): Promise<void> {
  await until(
    async () =>
      (await subject.rpc("getProcessInfo", name) as { statename: string }).statename === "RUNNING",
    {
      within: 20_000,
      what: `${name} to run`,
    },
  );
}

Deno.test("scripts read the same messages and tails as from Supervisor", async () => {
  const [theirs, ours] = [await answers("supervisord"), await answers("denvisord")];
  assert.deepEqual(ours, theirs);
});

/** Requests that nothing comes of, with what is better here where something is. */
const PLACES: readonly (readonly [method: string, path: string, better?: string])[] = [
  ["GET", ""],
  ["GET", "index.html"],
  ["GET", "?action="],
  ["GET", "index.html?processname=a"],
  ["GET", "index.html?message=%3Cb%3E"],
  ["GET", "index.html?action=nope", "400 text/html"],
  ["GET", "index.html?action=start", "400 text/html"],
  ["GET", "tail.html?processname=a&limit=99999"],
  ["GET", "tail.html"],
  ["GET", "ok.html"],
  ["HEAD", "ok.html", "200 text/plain"],
  ["HEAD", "", "200 text/html;charset=utf-8"],
  ["PUT", ""],
  ["DELETE", ""],
  ["GET", "nope.html"],
  ["GET", "images/"],
  ["GET", "images/nope.gif"],
  ["GET", "images/..%2f..%2f..%2fetc%2fpasswd"],
  ["GET", "status.html", "404 text/html"],
  ["GET", "images/icon.png"],
  ["HEAD", "images/icon.png"],
  ["GET", "images/supervisor.gif"],
  ["GET", "images/rule.gif"],
  ["GET", "images/state0.gif"],
  ["GET", "images/state3.gif"],
  ["GET", "stylesheets/supervisor.css", "200 text/css;charset=utf-8"],
  ["GET", "%69ndex.html"],
  ["GET", "index.html/"],
  ["GET", "favicon.ico"],
  ["GET", "logtail/nope"],
  ["GET", "logtail/silent"],
];

interface Faces {
  readonly places: readonly string[];
  readonly rows: readonly string[];
}

async function faces(kind: SubjectKind): Promise<Faces> {
  await using subject = await startSubject(kind, {
    config: (at) =>
      framed(
        at,
        `[program:a]
command=/bin/sleep 1000
startsecs=0
[program:done]
command=/bin/true
startsecs=0
autorestart=false
[program:failing]
command=/nowhere/program
startretries=0
[program:retried]
command=/nowhere/program
startretries=1000000
[program:silent]
command=/bin/sleep 1000
autostart=false
stdout_logfile=NONE
[program:slow]
command=/bin/sleep 1000
startsecs=1000
[program:two]
command=/bin/sleep 1000
process_name=%(program_name)s+%(process_num)d%%x
numprocs=2
startsecs=0
`,
        { tcp: true },
      ),
  });
  const base = `http://127.0.0.1:${subject.place.port}/`;
  let rows: readonly string[] = [];
  await until(async () => {
    rows = rowsOf(await (await fetch(base)).text());
    return ["exited", "fatal", "backoff", "starting"].every((state) => rows.join().includes(state));
  }, { within: 20_000, what: "all states" });
  const places: string[] = [];
  for (const [method, path] of PLACES) {
    const response = await fetch(base + path, { method, redirect: "manual" });
    await response.body?.cancel();
    places.push(`${method} ${path}: ${response.status} ${response.headers.get("content-type")}`);
  }
  return { places, rows };
}

/** What a script finds in the table: class and word of the state, class of the row, the name. */
function rowsOf(html: string): readonly string[] {
  return [...html.matchAll(/<tr([^>]*)>(.*?)<\/tr>/gs)].flatMap(
    ([, attributes = "", cells = ""]) => {
      const state = /class="status"><span class="(status\w+)[^>]*>(?:<svg.*?<\/svg>)?(\w+)/.exec(
        cells,
      );
      const name = /<a href="(?:tail|process)\.html\?processname=([^"&#]*)[^>]*>([^<]*)</.exec(
        cells,
      );
      if (state === null || name === null) return [];
      const shade = /\bshade\b/.test(attributes) ? "shade" : "";
      return [[state[1], state[2], shade, name[1], name[2]].join(" ")];
    },
  );
}

Deno.test("scripts find the same places, and in the table the same classes, names and order", async () => {
  const [theirs, ours] = [await faces("supervisord"), await faces("denvisord")];
  assert.deepEqual(ours.rows, theirs.rows);
  assert.equal(ours.rows.length, 8);
  assert.deepEqual(
    ours.places,
    theirs.places.map((place, at) => {
      const [method, path, better] = PLACES[at]!;
      return better === undefined ? place : `${method} ${path}: ${better}`;
    }),
  );
});
