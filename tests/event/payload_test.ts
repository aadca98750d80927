// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { envelopeLine } from "#lib/event/envelope.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import { expandSubscription } from "#lib/event/hierarchy.ts";
import { renderPayload } from "#lib/event/payload.ts";
import { bytesRepr, stringRepr } from "#lib/event/undecodable.ts";
import { measureText } from "#lib/event/text_size.ts";
import { python } from "#tests/support/python.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const web = { process: "web_1", group: "web" };
const starting = { ...web, fromState: "STARTING" } as const;

const TABLE: readonly [SupervisorEvent, string][] = [
  [
    { name: "PROCESS_STATE_STARTING", ...web, fromState: "STOPPED", tries: 0 },
    "processname:web_1 groupname:web from_state:STOPPED tries:0",
  ],
  [
    { name: "PROCESS_STATE_RUNNING", ...starting, pid: 42 },
    "processname:web_1 groupname:web from_state:STARTING pid:42",
  ],
  [
    { name: "PROCESS_STATE_BACKOFF", ...starting, tries: 1 },
    "processname:web_1 groupname:web from_state:STARTING tries:1",
  ],
  [
    { name: "PROCESS_STATE_STOPPING", ...starting, pid: 42 },
    "processname:web_1 groupname:web from_state:STARTING pid:42",
  ],
  [
    { name: "PROCESS_STATE_EXITED", ...web, fromState: "RUNNING", expected: true, pid: 42 },
    "processname:web_1 groupname:web from_state:RUNNING expected:1 pid:42",
  ],
  [
    { name: "PROCESS_STATE_EXITED", ...web, fromState: "RUNNING", expected: false, pid: 42 },
    "processname:web_1 groupname:web from_state:RUNNING expected:0 pid:42",
  ],
  [
    { name: "PROCESS_STATE_STOPPED", ...web, fromState: "BACKOFF", pid: 0 },
    "processname:web_1 groupname:web from_state:BACKOFF pid:0",
  ],
  [
    { name: "PROCESS_STATE_FATAL", ...web, fromState: "BACKOFF" },
    "processname:web_1 groupname:web from_state:BACKOFF",
  ],
  [
    { name: "PROCESS_STATE_UNKNOWN", ...web, fromState: "STOPPING" },
    "processname:web_1 groupname:web from_state:STOPPING",
  ],
  [
    { name: "PROCESS_LOG_STDOUT", ...web, pid: 7, data: utf8("a\nb") },
    "processname:web_1 groupname:web pid:7 channel:stdout\na\nb",
  ],
  [
    { name: "PROCESS_LOG_STDERR", ...web, pid: 7, data: utf8("\u{feff}é\u{1f600}") },
    "processname:web_1 groupname:web pid:7 channel:stderr\n\u{feff}é\u{1f600}",
  ],
  [
    { name: "PROCESS_COMMUNICATION_STDOUT", ...web, pid: 7, data: Uint8Array.of(97, 1, 255) },
    "processname:web_1 groupname:web pid:7\nUndecodable: b'a\\x01\\xff'",
  ],
  [
    { name: "PROCESS_COMMUNICATION_STDERR", ...web, pid: 7, data: utf8("") },
    "processname:web_1 groupname:web pid:7\n",
  ],
  [
    { name: "REMOTE_COMMUNICATION", type: "my type:x", data: "two\nlines\n" },
    "type:my type:x\ntwo\nlines\n",
  ],
  [{ name: "SUPERVISOR_STATE_CHANGE_RUNNING" }, ""],
  [{ name: "SUPERVISOR_STATE_CHANGE_STOPPING" }, ""],
  [{ name: "TICK_5", when: 1700000005 }, "when:1700000005"],
  [{ name: "TICK_60", when: 1700000040 }, "when:1700000040"],
  [{ name: "TICK_3600", when: 1699999200 }, "when:1699999200"],
  [{ name: "PROCESS_GROUP_ADDED", group: "web" }, "groupname:web\n"],
  [{ name: "PROCESS_GROUP_REMOVED", group: "wéb" }, "groupname:wéb\n"],
];

for (const [event, payload] of TABLE) {
  Deno.test(`the payload of ${event.name} is ${JSON.stringify(payload)}`, () => {
    assert.equal(renderPayload(event).text, payload);
  });
}

Deno.test("the table above has every type that is emitted", () => {
  const inTable = new Set(TABLE.map(([event]) => event.name));
  assert.deepEqual([...expandSubscription(["EVENT"]).difference(inTable)], []);
});

Deno.test("payload and envelope are, to the byte, those of the real Supervisor", async () => {
  const samples = [...TABLE.map(([event]) => event), ...fc.sample(withData(), RANDOM)];
  const theirs = await python(ORACLE, samples.map(forPython));
  assert.deepEqual(samples.map(wireForm), theirs);
});

Deno.test("a payload's size is counted in code points and in bytes (K-25)", () => {
  fc.assert(fc.property(withData(), (event) => {
    const { text, codePoints, bytes } = renderPayload(event);
    assert.equal(codePoints, [...text].length);
    assert.equal(bytes, utf8(text).length);
  }));
  assert.deepEqual(measureText("é\u{1f600}\ud800"), { codePoints: 3, bytes: 9 });
});

Deno.test("a payload keeps its text when the data's memory is used again", () => {
  const data = utf8("once");
  const { text } = renderPayload({ name: "PROCESS_LOG_STDOUT", ...web, pid: 1, data });
  data.fill(0);
  assert.ok(text.endsWith("\nonce"));
});

Deno.test("reprs are Python's", async () => {
  const blobs = [...fc.sample(fc.uint8Array(), RANDOM), utf8("it's"), utf8(`"it's"`), utf8("\\")];
  const names = ["cat", "it's", `"it's"`, "a\\b", "é"];
  const [theirBlobs, theirNames] = await python(
    `answer = [[repr(bytes(b)) for b in given[0]], [repr(n) for n in given[1]]]`,
    [blobs.map((blob) => [...blob]), names],
  ) as [string[], string[]];
  assert.deepEqual(blobs.map(bytesRepr), theirBlobs);
  assert.deepEqual(names.map(stringRepr), theirNames);
});

const RANDOM = { numRuns: 200, seed: 5 };

const ORACLE = `
import base64
from types import SimpleNamespace as N
from supervisor import events
from supervisor.process import EventListenerPool
from supervisor.states import ProcessStates

pool = EventListenerPool.__new__(EventListenerPool)
pool.config = N(name='my_pool', options=N(identifier='host-1'))

def make(e):
    kind = getattr(events.EventTypes, e['name'])
    data = base64.b64decode(e['data64']) if 'data64' in e else e.get('data')
    process = N(config=N(name=e.get('process')), group=N(config=N(name=e.get('group'))),
                pid=e.get('pid'), backoff=e.get('tries'))
    if 'fromState' in e:
        return kind(process, getattr(ProcessStates, e['fromState']), e.get('expected', True))
    if 'type' in e: return kind(e['type'], data)
    if data is not None: return kind(process, e['pid'], data)
    if 'when' in e: return kind(e['when'], None)
    if 'group' in e: return kind(e['group'])
    return kind()

answer = []
for serial, e in enumerate(given):
    event = make(e)
    text = pool._eventEnvelope(event.__class__, serial, serial + 7, event.payload())
    answer.append(base64.b64encode(text.encode('utf-8')).decode())
`;

/** Events with data of all sorts: valid, invalid and hardly valid UTF-8. */
function withData(): fc.Arbitrary<SupervisorEvent> {
  const text = fc.string({ unit: "grapheme" });
  const data = fc.oneof(
    fc.uint8Array(),
    text.map(utf8),
    fc.array(
      fc.constantFrom(0x41, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98, 0xef, 0xbb, 0xbf),
    )
      .map((bytes) => Uint8Array.from(bytes)),
  );
  const ref = { process: fc.constantFrom("a", "é_1"), group: fc.constantFrom("g", "\u{1f600}") };
  return fc.oneof(
    fc.record({
      name: fc.constantFrom("PROCESS_LOG_STDOUT", "PROCESS_LOG_STDERR"),
      ...ref,
      pid: fc.nat(),
      data,
    }),
    fc.record({
      name: fc.constantFrom("PROCESS_COMMUNICATION_STDOUT", "PROCESS_COMMUNICATION_STDERR"),
      ...ref,
      pid: fc.nat(),
      data,
    }),
    fc.record({ name: fc.constant("REMOTE_COMMUNICATION"), type: text, data: text }),
  );
}

function forPython(event: SupervisorEvent): unknown {
  if (!("data" in event) || typeof event.data === "string") return event;
  const { data, ...rest } = event;
  return { ...rest, data64: data.toBase64() };
}

function wireForm(event: SupervisorEvent, serial: number): string {
  const payload = renderPayload(event);
  const header = envelopeLine({
    server: "host-1",
    serial,
    pool: "my_pool",
    poolSerial: serial + 7,
    eventName: event.name,
    length: payload.codePoints,
  });
  return utf8(header + payload.text).toBase64();
}
