import assert from "node:assert/strict";
import type { SupervisorEvent } from "#lib/event/events.ts";
import { renderPayload } from "#lib/event/payload.ts";
import { communication } from "#lib/listener_kit/communication.ts";
import { listen, type ListenerEvent } from "#lib/listener_kit/listen.ts";
import { parseEvent } from "#lib/listener_kit/received_event.ts";
import { serverAddress } from "#lib/listener_kit/server_address.ts";
import { FakeMember, PoolFixture } from "./pool_fixture.ts";

/** A pool whose only member is a loop over `listen`, joined by two streams in memory. */
class ListenScene extends PoolFixture {
  readonly said: string[] = [];
  readonly events: AsyncGenerator<ListenerEvent, void, void>;
  readonly #input = new TransformStream<Uint8Array, Uint8Array>();
  readonly #toListener = this.#input.writable.getWriter();

  constructor() {
    super();
    const pool = this.pool();
    const member = new FakeMember("cat");
    member.onWrite = (text) => void this.#toListener.write(new TextEncoder().encode(text));
    member.running = true;
    pool.memberStarted(member);
    const output = new WritableStream<Uint8Array>({
      write: (chunk) => {
        this.said.push(new TextDecoder().decode(chunk));
        pool.memberOutput(member, chunk);
      },
    });
    this.events = listen({ input: this.#input.readable, output });
  }

  /** Ends the listener's standard input, as a daemon does that stops. */
  async end(): Promise<void> {
    await this.#toListener.close();
  }
}

Deno.test("an event that is not answered when the loop goes on is acknowledged", async () => {
  const scene = new ListenScene();
  for (const data of ["a", "b"]) scene.remote(data);
  const seen: string[] = [];
  for await (const event of scene.events) {
    if (event.name === "REMOTE_COMMUNICATION") seen.push(event.data);
    if (seen.length === 2) await scene.end();
  }
  assert.deepEqual(seen, ["a", "b"]);
  assert.deepEqual(scene.said, [
    "READY\n",
    "RESULT 2\nOK",
    "READY\n",
    "RESULT 2\nOK",
    "READY\n",
  ]);
});

Deno.test("a rejected event comes again", async () => {
  const scene = new ListenScene();
  scene.remote("a");
  const serials: number[] = [];
  for await (const event of scene.events) {
    serials.push(event.header.serial);
    if (serials.length < 3) await event.reject();
    else {
      await event.acknowledge();
      await scene.end();
    }
  }
  assert.deepEqual(serials, [0, 0, 0]);
  assert.deepEqual(scene.said.filter((text) => text !== "READY\n"), [
    "RESULT 4\nFAIL",
    "RESULT 4\nFAIL",
    "RESULT 2\nOK",
  ]);
});

Deno.test("an event that is not answered when the loop is left by an exception is rejected", async () => {
  const scene = new ListenScene();
  scene.remote("a");
  await assert.rejects(async () => {
    for await (const _event of scene.events) throw new Error("in the loop");
  }, { message: "in the loop" });
  assert.deepEqual(scene.said, ["READY\n", "RESULT 4\nFAIL"]);
});

Deno.test("an event that was answered before the loop is left keeps its answer", async () => {
  const scene = new ListenScene();
  scene.remote("a");
  for await (const event of scene.events) {
    await event.acknowledge();
    break;
  }
  assert.deepEqual(scene.said, ["READY\n", "RESULT 2\nOK"]);
});

Deno.test("an event can be answered once only", async () => {
  const scene = new ListenScene();
  scene.remote("a");
  for await (const event of scene.events) {
    await event.respond("é");
    await assert.rejects(event.acknowledge(), {
      message: "Cannot answer the event: it was answered before",
    });
    break;
  }
  assert.deepEqual(scene.said, ["READY\n", "RESULT 2\né"]);
});

Deno.test("the streams can be used again when the loop is over", async () => {
  const input = new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
  const output = new WritableStream<Uint8Array>();
  for await (const _event of listen({ input, output })) assert.fail("there is no event");
  assert.deepEqual([input.locked, output.locked], [false, false]);
});

const ref = { process: "p", group: "g" };
const BACK_AND_FORTH: readonly SupervisorEvent[] = [
  { name: "PROCESS_STATE_STARTING", ...ref, fromState: "STOPPED", tries: 2 },
  { name: "PROCESS_STATE_BACKOFF", ...ref, fromState: "STARTING", tries: 3 },
  { name: "PROCESS_STATE_RUNNING", ...ref, fromState: "STARTING", pid: 4 },
  { name: "PROCESS_STATE_STOPPING", ...ref, fromState: "RUNNING", pid: 4 },
  { name: "PROCESS_STATE_STOPPED", ...ref, fromState: "STOPPING", pid: 4 },
  { name: "PROCESS_STATE_EXITED", ...ref, fromState: "RUNNING", expected: true, pid: 4 },
  { name: "PROCESS_STATE_EXITED", ...ref, fromState: "RUNNING", expected: false, pid: 4 },
  { name: "PROCESS_STATE_FATAL", ...ref, fromState: "BACKOFF" },
  { name: "PROCESS_STATE_UNKNOWN", ...ref, fromState: "STOPPING" },
  { name: "REMOTE_COMMUNICATION", type: "my type:\rx", data: "y\nz" },
  { name: "SUPERVISOR_STATE_CHANGE_RUNNING" },
  { name: "SUPERVISOR_STATE_CHANGE_STOPPING" },
  { name: "TICK_5", when: 5 },
  { name: "TICK_60", when: 60 },
  { name: "TICK_3600", when: 3600 },
  { name: "PROCESS_GROUP_ADDED", group: "g" },
  { name: "PROCESS_GROUP_REMOVED", group: "g" },
];

for (const event of BACK_AND_FORTH) {
  const { text } = renderPayload(event);
  Deno.test(`${event.name} is read back from ${JSON.stringify(text)} as it was`, () => {
    assert.deepEqual(parseEvent(event.name, text), event);
  });
}

for (
  const name of [
    "PROCESS_LOG_STDOUT",
    "PROCESS_LOG_STDERR",
    "PROCESS_COMMUNICATION_STDOUT",
    "PROCESS_COMMUNICATION_STDERR",
  ] as const
) {
  Deno.test(`${name} is read back with its data as text`, () => {
    const sent: SupervisorEvent = {
      name,
      ...ref,
      pid: 7,
      data: new TextEncoder().encode("a\nb:é"),
    };
    assert.deepEqual(parseEvent(name, renderPayload(sent).text), { ...sent, data: "a\nb:é" });
  });
}

Deno.test("a type that the kit does not know is an EVENT, to be told by its header", () => {
  assert.deepEqual(parseEvent("SUPVISORS_TICK", "anything at all"), { name: "EVENT" });
});

Deno.test("a payload that is not that of its type is refused", () => {
  assert.throws(() => parseEvent("TICK_5", "when:soon"), {
    message: "Cannot read notification: when 'soon' is not a decimal number",
  });
  const payload = "processname:p groupname:g from_state:ASLEEP";
  assert.throws(() => parseEvent("PROCESS_STATE_FATAL", payload), {
    message: "Cannot read notification: from_state 'ASLEEP' is not a process state",
  });
  assert.throws(() => parseEvent("REMOTE_COMMUNICATION", "nothing"), {
    message: "Cannot read notification: token 'type' is missing",
  });
});

Deno.test("a communication is put between the tokens of the real Supervisor", () => {
  assert.equal(
    new TextDecoder().decode(communication("héllo")),
    "<!--XSUPERVISOR:BEGIN-->héllo<!--XSUPERVISOR:END-->",
  );
});

Deno.test("a child finds its daemon in its environment", () => {
  assert.deepEqual(serverAddress({ SUPERVISOR_SERVER_URL: "unix:///run/s.sock" }), {
    url: "unix:///run/s.sock",
    username: "",
    password: "",
  });
  assert.throws(() => serverAddress({}), {
    message: "Cannot find the daemon: SUPERVISOR_SERVER_URL is not set",
  });
});
