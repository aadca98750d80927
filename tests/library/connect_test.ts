import assert from "node:assert/strict";
import { connect, ConnectionError, Fault, type SupervisorClient } from "../../mod.ts";
import { httpBench } from "#tests/http/http_bench.ts";
import type { HttpBench, HttpBenchOptions } from "#tests/http/http_bench.ts";
import { until } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";

function urlOf({ address }: HttpBench, user = ""): string {
  if (address.transport === "unix") return `unix://${address.path}`;
  return `http://${user}${address.hostname}:${address.port}`;
}

async function bench(
  options?: HttpBenchOptions,
): Promise<HttpBench & { client: SupervisorClient }> {
  const opened = await httpBench(options);
  const client = connect(urlOf(opened));
  return Object.assign(opened, {
    client,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await opened.servers.close();
    },
  });
}

function isProblem(problem: ConnectionError["problem"]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ConnectionError, String(error));
    assert.equal(error.problem, problem);
    return true;
  };
}

Deno.test("methods answer over TCP and over a UNIX socket", async () => {
  await using dir = await tempDir();
  for (const options of [{}, { socket: dir.at("s.sock") }]) {
    await using scene = await bench(options);
    assert.equal(scene.client.url, urlOf(scene));
    assert.equal(await scene.client.getPID(), 7808);
    assert.equal(await scene.client.getAPIVersion(), "3.0");
  }
});

Deno.test("calls may overlap, and methods beyond the interface go by name", async () => {
  await using scene = await bench();
  const { client } = scene;
  const pids = await Promise.all(Array.from({ length: 20 }, () => client.getPID()));
  assert.deepEqual(new Set(pids), new Set([7808]));
  const methods = await client.call("system.listMethods") as string[];
  assert.ok(methods.includes("supervisor.getState"));
});

Deno.test("what the daemon refuses is a Fault, thrown by a call and a value in a multicall", async () => {
  await using scene = await bench();
  const { client } = scene;
  await assert.rejects(client.call("no.such"), (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.text], [1, "UNKNOWN_METHOD"]);
    return true;
  });
  const [pid, fault] = await client.multicall([
    { method: "supervisor.getPID" },
    { method: "supervisor.startProcess", params: [] },
  ]);
  assert.equal(pid, 7808);
  assert.ok(fault instanceof Fault && fault.text === "INCORRECT_PARAMETERS", String(fault));
});

Deno.test("user and password come from the URL, percent-decoded, or from the options", async () => {
  await using scene = await bench({ credentials: { username: "a b", password: "p:@/ü" } });
  const url = urlOf(scene, `${encodeURIComponent("a b")}:${encodeURIComponent("p:@/ü")}@`);
  const { url: bare } = scene.client;
  await using byUrl = connect(url);
  await using byOptions = connect(bare, { username: "a b", password: "p:@/ü" });
  await using over = connect(urlOf(scene, "x:y@"), { username: "a b", password: "p:@/ü" });
  for (const client of [byUrl, byOptions, over]) {
    assert.equal(await client.getPID(), 7808);
    assert.equal(client.url, bare, "tells no password");
  }
  await using wrong = connect(urlOf(scene, "a%20b:no@"));
  for (const client of [wrong, scene.client]) {
    await assert.rejects(client.getPID(), isProblem("unauthorized"));
    await assert.rejects(client.events().next(), isProblem("unauthorized"));
  }
  await assert.rejects(wrong.getPID(), { message: `${bare}: HTTP status 401`, status: 401 });
});

Deno.test("a daemon that is not there is told by its URL", async () => {
  await using dir = await tempDir();
  const socket = dir.at("no.sock");
  await using away = connect(`unix://${socket}`);
  await assert.rejects(away.getPID(), isProblem("no-such-file"));
  await assert.rejects(away.getPID(), {
    message: `unix://${socket}: [Errno 2] No such file or directory`,
  });
  const gone = await bench();
  await gone.servers.close();
  await using refused = connect(urlOf(gone));
  await assert.rejects(refused.getPID(), isProblem("refused"));
  await assert.rejects(refused.events().next(), isProblem("refused"));
  await gone.client[Symbol.asyncDispose]();
});

Deno.test("what is no URL of a daemon is refused at once", () => {
  assert.throws(() => connect("ftp://x"), { message: "Unknown protocol for serverurl ftp://x" });
  assert.throws(() => connect("http://user:secret@"), {
    message: "serverurl 'http://' names no host",
  });
  assert.throws(() => connect("http://host:port"), /port/i);
});

Deno.test("a call that is aborted throws the signal's reason", async () => {
  await using scene = await bench();
  const stop = new AbortController();
  const reason = new Error("not any more");
  const answer = scene.client.call("supervisor.getPID", [], { signal: stop.signal });
  stop.abort(reason);
  await assert.rejects(answer, (error) => error === reason);
  assert.equal(await scene.client.getPID(), 7808, "others are not touched by it");
});

Deno.test("events come as the types that were asked for, with number and time", async () => {
  await using scene = await bench();
  const { bus, client, clock } = scene;
  const events = client.events(["TICK", "PROCESS_STATE_EXITED"]);
  const first = events.next();
  await until(() => bus.wants("TICK_5"), { within: 5_000, what: "the stream to be open" });
  assert.equal(bus.wants("REMOTE_COMMUNICATION"), false);
  bus.emit({ name: "TICK_5", when: 5 });
  const ref = { process: "p", group: "g", fromState: "RUNNING" } as const;
  bus.emit({ name: "PROCESS_STATE_EXITED", ...ref, expected: false, pid: 7 });
  const time = clock.wall() / 1000;
  assert.deepEqual((await first).value, { name: "TICK_5", when: 5, id: 1, time });
  const { value } = await events.next();
  assert.ok(value?.name === "PROCESS_STATE_EXITED" && !value.expected);
  assert.deepEqual(value, {
    name: "PROCESS_STATE_EXITED",
    ...{ process: "p", group: "g", fromState: "RUNNING", expected: false, pid: 7 },
    ...{ id: 2, time },
  });
  await events.return();
  await until(() => !bus.wants("TICK_5"), { within: 5_000, what: "the stream to be closed" });
});

Deno.test("a loop over events ends when the servers close", async () => {
  const scene = await bench();
  const { bus, client } = scene;
  const seen: string[] = [];
  const loop = (async () => {
    for await (const event of client.events(["TICK"])) seen.push(event.name);
  })();
  await until(() => bus.wants("TICK_5"), { within: 5_000, what: "the stream to be open" });
  bus.emit({ name: "TICK_60", when: 60 });
  await scene.servers.close();
  await loop;
  assert.deepEqual(seen, ["TICK_60"]);
  await client[Symbol.asyncDispose]();
});

Deno.test("a loop that is left closes its stream", async () => {
  await using scene = await bench();
  const { bus, client } = scene;
  const loop = (async () => {
    for await (const event of client.events(["PROCESS_GROUP"])) return event.group;
  })();
  await until(() => bus.wants("PROCESS_GROUP_ADDED"), { within: 5_000, what: "the stream" });
  bus.emit({ name: "PROCESS_GROUP_REMOVED", group: "g" });
  assert.equal(await loop, "g");
  await until(() => !bus.wants("PROCESS_GROUP_ADDED"), { within: 5_000, what: "its end" });
});

Deno.test("following events ends with the signal's reason", async () => {
  await using scene = await bench();
  const reason = new Error("enough");
  const stop = new AbortController();
  const next = scene.client.events([], { signal: stop.signal }).next();
  await until(() => scene.bus.wants("TICK_5"), { within: 5_000, what: "the stream to be open" });
  stop.abort(reason);
  await assert.rejects(next, (error) => error === reason);
});

Deno.test("who does not take events fast enough learns that some are missing", async () => {
  await using scene = await bench({ streams: { maxWaiting: 100_000 } });
  const { bus, client } = scene;
  const events = client.events(["REMOTE_COMMUNICATION"]);
  const first = events.next();
  await until(() => bus.wants("REMOTE_COMMUNICATION"), { within: 5_000, what: "the stream" });
  const data = "x".repeat(50_000);
  for (let number = 0; bus.wants("REMOTE_COMMUNICATION"); number++) {
    assert.ok(number < 2_000, "100 MB wait for a reader that does not read");
    bus.emit({ name: "REMOTE_COMMUNICATION", type: "t", data });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await first;
  await assert.rejects(async () => {
    for await (const event of events) assert.equal(event.data, data);
  }, isProblem("dropped"));
});

Deno.test("a server without a stream of events is told by its status", async () => {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("", { status: 404 }),
  );
  await using client = connect(`http://127.0.0.1:${server.addr.port}`);
  await assert.rejects(client.events().next(), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.deepEqual([error.problem, error.status], ["status", 404]);
    return true;
  });
  await client[Symbol.asyncDispose]();
  await server.shutdown();
});
