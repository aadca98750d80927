import assert from "node:assert/strict";
import fc from "fast-check";
import { fromEventRecord, toEventRecord } from "#lib/event/event_record.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import type { ConcreteEventName } from "#lib/event/hierarchy.ts";
import { renderPayload } from "#lib/event/payload.ts";
import { parseEvent } from "#lib/listener_kit/received_event.ts";

const PROCESS = { process: "é", group: "g" } as const;
const CHANGE = { ...PROCESS, fromState: "RUNNING" } as const;
const OUTPUT = { ...PROCESS, pid: 7, data: new Uint8Array([97, 10, 98]) } as const;

/** One of each type. */
const SAMPLES: { readonly [N in ConcreteEventName]: SupervisorEvent & { readonly name: N } } = {
  PROCESS_STATE_STARTING: { name: "PROCESS_STATE_STARTING", ...CHANGE, tries: 1 },
  PROCESS_STATE_RUNNING: { name: "PROCESS_STATE_RUNNING", ...CHANGE, pid: 7 },
  PROCESS_STATE_BACKOFF: { name: "PROCESS_STATE_BACKOFF", ...CHANGE, tries: 2 },
  PROCESS_STATE_STOPPING: { name: "PROCESS_STATE_STOPPING", ...CHANGE, pid: 7 },
  PROCESS_STATE_EXITED: { name: "PROCESS_STATE_EXITED", ...CHANGE, expected: true, pid: 7 },
  PROCESS_STATE_STOPPED: { name: "PROCESS_STATE_STOPPED", ...CHANGE, pid: 0 },
  PROCESS_STATE_FATAL: { name: "PROCESS_STATE_FATAL", ...CHANGE },
  PROCESS_STATE_UNKNOWN: { name: "PROCESS_STATE_UNKNOWN", ...CHANGE },
  PROCESS_LOG_STDOUT: { name: "PROCESS_LOG_STDOUT", ...OUTPUT },
  PROCESS_LOG_STDERR: { name: "PROCESS_LOG_STDERR", ...OUTPUT },
  PROCESS_COMMUNICATION_STDOUT: { name: "PROCESS_COMMUNICATION_STDOUT", ...OUTPUT },
  PROCESS_COMMUNICATION_STDERR: { name: "PROCESS_COMMUNICATION_STDERR", ...OUTPUT },
  REMOTE_COMMUNICATION: { name: "REMOTE_COMMUNICATION", type: "a type", data: "a:b\nc" },
  SUPERVISOR_STATE_CHANGE_RUNNING: { name: "SUPERVISOR_STATE_CHANGE_RUNNING" },
  SUPERVISOR_STATE_CHANGE_STOPPING: { name: "SUPERVISOR_STATE_CHANGE_STOPPING" },
  TICK_5: { name: "TICK_5", when: 5 },
  TICK_60: { name: "TICK_60", when: 60 },
  TICK_3600: { name: "TICK_3600", when: 3600 },
  PROCESS_GROUP_ADDED: { name: "PROCESS_GROUP_ADDED", group: "g" },
  PROCESS_GROUP_REMOVED: { name: "PROCESS_GROUP_REMOVED", group: "g" },
};

for (const event of Object.values(SAMPLES)) {
  Deno.test(`readers of the stream and listeners see the same ${event.name}`, () => {
    const record: unknown = JSON.parse(JSON.stringify(toEventRecord(event)));
    const payload = renderPayload(event).text;
    assert.deepEqual(fromEventRecord(event.name, record), parseEvent(event.name, payload));
  });
}

Deno.test("text of any kind comes through a record in JSON as it was", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(fc.property(text, text, (type, data) => {
    const event: SupervisorEvent = { name: "REMOTE_COMMUNICATION", type, data };
    const json = JSON.stringify(toEventRecord(event));
    assert.doesNotMatch(json, /[\r\n]/);
    assert.deepEqual(fromEventRecord(event.name, JSON.parse(json)), event);
  }));
});

const RECORDS: readonly [event: SupervisorEvent, json: string][] = [
  [
    {
      name: "PROCESS_STATE_EXITED",
      process: "p",
      group: "g",
      fromState: "RUNNING",
      expected: false,
      pid: 7,
    },
    '{"process":"p","group":"g","from_state":"RUNNING","expected":false,"pid":7}',
  ],
  [
    { name: "PROCESS_STATE_BACKOFF", tries: 2, fromState: "STARTING", group: "g", process: "p" },
    '{"process":"p","group":"g","from_state":"STARTING","tries":2}',
  ],
  [
    {
      name: "PROCESS_LOG_STDERR",
      process: "p",
      group: "g",
      pid: 7,
      data: new Uint8Array([97, 10, 255]),
    },
    '{"process":"p","group":"g","pid":7,"data":"Undecodable: b\'a\\\\n\\\\xff\'"}',
  ],
  [{ name: "REMOTE_COMMUNICATION", type: "t", data: "\ud83d" }, '{"type":"t","data":"\\ud83d"}'],
  [{ name: "TICK_60", when: 1_700_000_040 }, '{"when":1700000040}'],
  [{ name: "SUPERVISOR_STATE_CHANGE_RUNNING" }, "{}"],
  [{ name: "PROCESS_GROUP_ADDED", group: "g" }, '{"group":"g"}'],
];

for (const [event, json] of RECORDS) {
  Deno.test(`the record of a ${event.name} is ${json}`, () => {
    assert.equal(JSON.stringify(toEventRecord(event)), json);
  });
}

Deno.test("a record that is not that of its type is refused by name", () => {
  assert.throws(() => fromEventRecord("TICK_5", { when: "soon" }), {
    message: "Cannot read event TICK_5: when '\"soon\"' is unusable",
  });
  assert.throws(() => fromEventRecord("TICK_5", null), {
    message: "Cannot read event TICK_5: 'null' is not an object",
  });
  assert.throws(() => fromEventRecord("PROCESS_STATE_FATAL", { process: "p", group: "g" }), {
    message: "Cannot read event PROCESS_STATE_FATAL: from_state 'undefined' is unusable",
  });
});

Deno.test("a type that is not known is an EVENT, whatever its record says", () => {
  assert.deepEqual(fromEventRecord("toString", { a: 1 }), { name: "EVENT" });
  assert.deepEqual(fromEventRecord("EVENT", {}), { name: "EVENT" });
});
