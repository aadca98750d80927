import assert from "node:assert/strict";
import type { EventListenerGroupConfig } from "#lib/config/config.ts";
import { configOf, problemsOf } from "./support/memory_ports.ts";

function text(body: string): string {
  return `[supervisord]\n[eventlistener:l]\ncommand=a\n${body}\n`;
}

function pool(body: string): EventListenerGroupConfig {
  const [first] = configOf(text(body)).groups;
  assert.ok(first?.kind === "eventlistener");
  return first;
}

Deno.test("a pool has its own default priority, its processes the ordinary one", () => {
  const group = pool("events=EVENT");
  assert.deepEqual([group.priority, group.processes[0]!.priority], [-1, 999]);
  const given = pool("events=EVENT\npriority=5");
  assert.deepEqual([given.priority, given.processes[0]!.priority], [5, 5]);
});

Deno.test("reads events in any case, each once", () => {
  const { events, bufferSize, resultHandler } = pool("events=tick_5, PROCESS_STATE,Tick_5");
  assert.deepEqual(events, ["TICK_5", "PROCESS_STATE"]);
  assert.equal(bufferSize, 10);
  assert.equal(resultHandler, "supervisor.dispatchers:default_handler");
});

Deno.test("may have several processes", () => {
  const group = pool("events=EVENT\nnumprocs=2\nprocess_name=%(program_name)s%(process_num)d");
  assert.deepEqual(group.processes.map(({ name }) => name), ["l0", "l1"]);
});

const MISTAKES: readonly (readonly [string, readonly string[]])[] = [
  ["", ['[eventlistener:l] section requires an "events" line']],
  ["events=", ['[eventlistener:l] section requires an "events" line']],
  ["events=EVENT,NOPE,toString", [
    "Unknown event type NOPE in [eventlistener:l] events",
    "Unknown event type TOSTRING in [eventlistener:l] events",
  ]],
  ["events=EVENT,", ["Unknown event type  in [eventlistener:l] events"]],
  ["events=EVENT\nbuffer_size=0", ["[eventlistener:l] section sets invalid buffer_size (0)"]],
  ["events=EVENT\nredirect_stderr=yes", [
    "[eventlistener:l] section sets redirect_stderr=true but this is not allowed because it will interfere with the eventlistener protocol",
  ]],
  ["events=EVENT\nresult_handler=my.module:f", [
    "my.module:f cannot be resolved within [eventlistener:l]: only supervisor.dispatchers:default_handler and supervisor_stdout:event_handler are built in",
  ]],
  ["events=EVENT\npriority=x", ["invalid literal for int() with base 10: 'x'"]],
  ["events=EVENT\nredirect_stderr=x", ["not a valid boolean value: 'x'"]],
];

Deno.test("the handler of supervisor-stdout is built in", () => {
  const { resultHandler } = pool(
    "events=PROCESS_LOG\nresult_handler=supervisor_stdout:event_handler",
  );
  assert.equal(resultHandler, "supervisor_stdout:event_handler");
});

Deno.test("says what is wrong with a listener", () => {
  for (const [body, messages] of MISTAKES) assert.deepEqual(problemsOf(text(body)), messages, body);
});

Deno.test("checks its name with its processes", () => {
  assert.deepEqual(problemsOf("[supervisord]\n[eventlistener:a b]\ncommand=a\nevents=EVENT\n"), [
    "Invalid name: 'a b' because of character: ' ' in section 'eventlistener:a b' (file: 's.conf')",
  ]);
});
