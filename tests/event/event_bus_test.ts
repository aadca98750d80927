import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";

const ADDED: SupervisorEvent = { name: "PROCESS_GROUP_ADDED", group: "web" };
const REMOVED: SupervisorEvent = { name: "PROCESS_GROUP_REMOVED", group: "web" };

function makeBus(): { bus: EventBus; errors: unknown[] } {
  const errors: unknown[] = [];
  return { errors, bus: new EventBus({ onError: (error, event) => errors.push([error, event]) }) };
}

Deno.test("a subscriber gets what it named and all below, once, before emit returns", () => {
  const { bus } = makeBus();
  const seen: string[] = [];
  bus.subscribe((event) => void seen.push(`${event.name} ${event.when}`), ["TICK", "TICK_5"]);
  bus.emit({ name: "TICK_5", when: 5 });
  bus.emit(ADDED);
  assert.deepEqual(seen, ["TICK_5 5"]);
});

Deno.test("without names a subscriber gets everything", () => {
  const { bus } = makeBus();
  const seen: string[] = [];
  bus.subscribe((event) => void seen.push(event.name));
  bus.emit(ADDED);
  bus.emit({ name: "REMOTE_COMMUNICATION", type: "a", data: "b" });
  assert.deepEqual(seen, ["PROCESS_GROUP_ADDED", "REMOTE_COMMUNICATION"]);
});

Deno.test("an event is wanted exactly while somebody subscribes to it", () => {
  const { bus } = makeBus();
  let changes = 0;
  bus.watchInterest(() => changes++);
  assert.equal(bus.wants("PROCESS_LOG_STDOUT"), false);
  const first = bus.subscribe(() => {}, ["PROCESS_LOG"]);
  const second = bus.subscribe(() => {}, ["PROCESS_LOG_STDOUT"]);
  first[Symbol.dispose]();
  assert.equal(bus.wants("PROCESS_LOG_STDOUT"), true);
  assert.equal(bus.wants("PROCESS_LOG_STDERR"), false);
  second[Symbol.dispose]();
  second[Symbol.dispose]();
  assert.equal(bus.wants("PROCESS_LOG_STDOUT"), false);
  assert.equal(changes, 4);
});

Deno.test("what a subscriber throws is reported and reaches nobody else", () => {
  const { bus, errors } = makeBus();
  const seen: string[] = [];
  const error = new Error("mine");
  bus.subscribe(() => {
    throw error;
  });
  bus.subscribe((event) => void seen.push(event.name));
  bus.emit(ADDED);
  assert.deepEqual(seen, ["PROCESS_GROUP_ADDED"]);
  assert.deepEqual(errors, [[error, ADDED]]);
});

Deno.test("what an asynchronous subscriber rejects with is reported too", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const bus = new EventBus({ onError: resolve });
  const error = new Error("later");
  bus.subscribe(() => Promise.reject(error));
  bus.emit(ADDED);
  assert.equal(await promise, error);
});

Deno.test("a report that throws does not reach the emitter", () => {
  const bus = new EventBus({
    onError: () => {
      throw new Error("no log");
    },
  });
  let calls = 0;
  bus.subscribe(() => {
    throw new Error("mine");
  });
  bus.subscribe(() => void calls++);
  bus.emit(ADDED);
  bus.emit(ADDED);
  assert.equal(calls, 2);
});

Deno.test("an event emitted by a subscriber comes after the present one, for everybody", () => {
  const { bus } = makeBus();
  const seen: string[] = [];
  bus.subscribe((event) => {
    seen.push(`first ${event.name}`);
    bus.emit(REMOVED);
    seen.push("emitted");
  }, ["PROCESS_GROUP_ADDED"]);
  bus.subscribe((event, emission) => void seen.push(`second ${event.name} ${emission}`));
  bus.emit(ADDED);
  assert.deepEqual(seen, [
    "first PROCESS_GROUP_ADDED",
    "emitted",
    "second PROCESS_GROUP_ADDED 1",
    "second PROCESS_GROUP_REMOVED 2",
  ]);
});

Deno.test("who unsubscribes, or subscribes, during a delivery is not called in it", () => {
  const { bus } = makeBus();
  const seen: string[] = [];
  bus.subscribe(() => {
    second[Symbol.dispose]();
    bus.subscribe(() => void seen.push("third"));
  });
  const second = bus.subscribe(() => void seen.push("second"));
  bus.emit(ADDED);
  assert.deepEqual(seen, []);
});
