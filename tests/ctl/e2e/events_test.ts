// needs: supervisor python3
/**
 * `svctl events` and what a Denvisor daemon says about itself, against a fake that serves both.
 *
 * @module
 */

import assert from "node:assert/strict";
import { Dialogue } from "../support/dialogue.ts";
import { runClient } from "../support/clients.ts";
import { fakeDaemon } from "../support/fake_daemon.ts";

const STREAM = `: hello
retry: 1000

event: PROCESS_STATE_RUNNING
id: 7
data: {"processname":"cat","groupname":"cat","from_state":"STARTING","pid":12}

event: TICK_5
data: {"when":1795362555}

event: REMOTE_COMMUNICATION
data: {"type":"deploy",
data: "data":"two\\nlines"}

data: no name

event: PROCESS_GROUP_ADDED
data: {"groupname":"cat"}

event: unfinished
data: 1
`;

function events(): Response {
  // In pieces that cut lines and characters.
  const bytes = new TextEncoder().encode(STREAM);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 13) controller.enqueue(bytes.slice(at, at + 13));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

/** What `events` shows of the stream, without the error at its end. */
async function lines(...words: string[]): Promise<readonly string[]> {
  await using fake = fakeDaemon({}, { pages: { "/events": events } });
  const { code, stdout, stderr } = await runClient("svctl", ["-s", fake.url, "events", ...words]);
  assert.equal(code, 1);
  const shown = words.includes("--json") ? stdout + stderr : stdout;
  const all = shown.split("\n").slice(0, -1);
  assert.equal(all.pop(), "Error: the daemon ended the stream: hello");
  return all;
}

Deno.test("events are shown one a line, as listeners get them", async () => {
  assert.deepEqual(await lines("-f"), [
    "==> Press Ctrl-C to exit <==",
    "PROCESS_STATE_RUNNING processname:cat groupname:cat from_state:STARTING pid:12",
    "TICK_5 when:1795362555",
    'REMOTE_COMMUNICATION type:deploy data:"two\\nlines"',
    'message "no name"',
    "PROCESS_GROUP_ADDED groupname:cat",
  ]);
});

Deno.test("the daemon is asked for the wanted types only", async () => {
  await using fake = fakeDaemon({}, { pages: { "/events": events } });
  await runClient("svctl", ["-s", fake.url, "events", "-f", "process_state", "TICK_5"]);
  await runClient("svctl", ["-s", fake.url, "events"]);
  assert.deepEqual(fake.calls.filter((call) => call.startsWith("GET")), [
    "GET /events?types=PROCESS_STATE,TICK_5",
    "GET /events",
  ]);
});

Deno.test("with --json every line is one object", async () => {
  const [first] = (await lines("--json", "-f")).map((line) => JSON.parse(line));
  assert.deepEqual(first, {
    event: "PROCESS_STATE_RUNNING",
    data: { processname: "cat", groupname: "cat", from_state: "STARTING", pid: 12 },
  });
});

Deno.test("an unknown type and a daemon without events are refused", async () => {
  await using fake = fakeDaemon({});
  const typo = await runClient("svctl", ["-s", fake.url, "events", "-f", "PROCES"]);
  assert.equal(typo.code, 1);
  assert.equal(typo.stdout, "Error: unknown event type 'PROCES'\n");
  const none = await runClient("svctl", ["-s", fake.url, "events", "-f", "--json"]);
  assert.equal(none.code, 1);
  assert.equal(none.stderr, `${fake.url}/events Cannot read, status code 404\n`);
});

Deno.test("events go on until Ctrl-C", async () => {
  const page = () =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('event: TICK_5\ndata: {"when":5}\n\n'));
        },
      }),
    );
  await using fake = fakeDaemon({}, { pages: { "/events": page } });
  await using dialogue = new Dialogue("svctl", ["-s", fake.url, "events", "-f"]);
  await dialogue.says("TICK_5 when:5\n");
  dialogue.interrupt();
  const { code, stdout } = await dialogue.finished();
  assert.equal(code, 0);
  assert.ok(stdout.endsWith("TICK_5 when:5\n\n"));
});

Deno.test("a Denvisor daemon's own facts are part of version and info", async () => {
  await using fake = fakeDaemon({
    getSupervisorVersion: "4.2.5",
    getAPIVersion: "3.0",
    getState: { statecode: 1, statename: "RUNNING" },
    getIdentification: "supervisor",
    getPID: 7,
    getAllProcessInfo: [],
    "denvisor.getInfo": {
      denvisor: "9.9.9",
      deno: "2.9.6",
      pid: 7,
      started: 1795365746,
      rss: 76115968,
      limits: { connections: 100 },
    },
  });
  const version = await runClient("svctl", ["-s", fake.url, "version", "--json"]);
  const { denvisor, deno } = JSON.parse(version.stdout);
  assert.deepEqual({ denvisor, deno }, { denvisor: "9.9.9", deno: "2.9.6" });
  const info = await runClient("svctl", ["-s", fake.url, "info"]);
  assert.deepEqual(info.stdout.split("\n").slice(3, -2).map((row) => row.split(/ {2,}/)), [
    ["denvisor", "9.9.9"],
    ["deno", "2.9.6"],
    ["started", "2026-11-22 16:42:26"],
    ["rss", "72.6 MB"],
    ["limits", '{"connections":100}'],
    ["processes", "none"],
  ]);
});
