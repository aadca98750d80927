import assert from "node:assert/strict";
import { type AcceptedCall, Dispatcher } from "#lib/rpc/dispatch.ts";
import { encodeFragment } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { bindNamespace, supervisorNamespace } from "#lib/rpc/namespace.ts";
import { SUPERVISOR_METHODS } from "#lib/rpc/methods.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import { CALLER, dispatchBench } from "./dispatch_bench.ts";
import { fakeSupervisor } from "./fake_supervisor.ts";

Deno.test("a method is called with its arguments, defaults filled in", async () => {
  const { api, call } = dispatchBench();
  assert.equal(await call("supervisor.startProcess", "cat"), true);
  assert.equal(await call("supervisor.startProcess", "cat", false), true);
  assert.deepEqual(api.calls, [["startProcess", "cat", true], ["startProcess", "cat", false]]);
});

Deno.test("an alias calls the method that it stands for", async () => {
  const { api, call } = dispatchBench();
  const aliases = { ...SUPERVISOR_METHODS };
  for (const [name, spec] of Object.entries(aliases)) {
    for (const alias of spec.aliases ?? []) {
      await call(`supervisor.${alias}`, ...spec.params.map((p) => p.type === "int" ? 0 : "cat"));
      assert.equal(api.calls.at(-1)?.[0], name);
    }
  }
  assert.equal(api.calls.length, 5);
});

for (
  const method of [
    "supervisor.nope",
    "supervisor",
    "getState",
    "supervisor.getState.x",
    "supervisor.constructor",
    "supervisor.__proto__",
    "supervisor._getState",
    "supervisor.calls",
    "constructor.name",
    "__proto__.toString",
    "toString",
    "system.names",
    " supervisor.getState",
    "supervisor.getstate",
    "",
  ]
) {
  Deno.test(`the method '${method}' is unknown`, async () => {
    const { api, fault } = dispatchBench();
    assert.equal(await fault(method), "1 UNKNOWN_METHOD");
    assert.deepEqual(api.calls, []);
  });
}

const BAD_ARGUMENTS: readonly [method: string, params: RpcValue[], text: string][] = [
  ["getState", [1], "2 INCORRECT_PARAMETERS"],
  ["getProcessInfo", [], "2 INCORRECT_PARAMETERS"],
  ["startProcess", [], "2 INCORRECT_PARAMETERS"],
  ["startProcess", ["a", true, 1], "2 INCORRECT_PARAMETERS"],
  ["getProcessInfo", [5], "2 INCORRECT_PARAMETERS: 'name' must be string, not int"],
  ["getProcessInfo", [null], "2 INCORRECT_PARAMETERS: 'name' must be string, not nil"],
  ["getProcessInfo", [["a"]], "2 INCORRECT_PARAMETERS: 'name' must be string, not array"],
  ["getProcessInfo", [{}], "2 INCORRECT_PARAMETERS: 'name' must be string, not struct"],
  ["getProcessInfo", [true], "2 INCORRECT_PARAMETERS: 'name' must be string, not boolean"],
  [
    "getProcessInfo",
    [new Date(0)],
    "2 INCORRECT_PARAMETERS: 'name' must be string, not dateTime.iso8601",
  ],
  ["readLog", ["a", 1], "2 INCORRECT_PARAMETERS: 'offset' must be int, not string"],
  ["readLog", [0, [1]], "2 INCORRECT_PARAMETERS: 'length' must be int, not array"],
  ["readLog", [0, "1.5"], "2 INCORRECT_PARAMETERS: 'length' must be int, not string"],
  ["readLog", [0, NaN], "2 INCORRECT_PARAMETERS: 'length' must be int, not double"],
  ["readLog", [0, 1e300], "2 INCORRECT_PARAMETERS: 'length' must be int, not double"],
  ["startProcess", ["a", []], "2 INCORRECT_PARAMETERS: 'wait' must be boolean, not array"],
  ["sendProcessStdin", ["cat", 42], "2 INCORRECT_PARAMETERS: 42"],
];

for (const [method, params, text] of BAD_ARGUMENTS) {
  Deno.test(`${method}(${Deno.inspect(params).slice(1, -1).trim()}) is refused: ${text}`, async () => {
    const { api, fault } = dispatchBench();
    assert.equal(await fault(`supervisor.${method}`, ...params), text);
    assert.deepEqual(api.calls, []);
  });
}

Deno.test("what Python makes an int of is taken for one, and a number for a signal", async () => {
  const { api, call } = dispatchBench();
  await call("supervisor.readProcessStdoutLog", "cat", "-10", " 0 ");
  await call("supervisor.readProcessStdoutLog", "cat", 2.9, true);
  await call("supervisor.signalProcess", "cat", 15);
  await call("supervisor.sendRemoteCommEvent", 1, 2);
  assert.deepEqual(api.calls, [
    ["readProcessStdoutLog", "cat", -10, 0],
    ["readProcessStdoutLog", "cat", 2, 1],
    ["signalProcess", "cat", "15"],
    ["sendRemoteCommEvent", "1", "2"],
  ]);
});

Deno.test("any scalar is taken for a boolean by its truth", async () => {
  const { api, call } = dispatchBench();
  for (const wait of [0, "", null, 1, "no"]) await call("supervisor.startAllProcesses", wait);
  assert.deepEqual(api.calls.map(([, wait]) => wait), [false, false, false, true, true]);
});

Deno.test("while shutting down every supervisor method but sendRemoteCommEvent is fault 6", async () => {
  const { api, call, fault } = dispatchBench({ isShuttingDown: () => true });
  for (const [name, spec] of Object.entries(SUPERVISOR_METHODS)) {
    if (name === "sendRemoteCommEvent") continue;
    const params = spec.params.map((param) => param.type === "int" ? 0 : "cat");
    assert.equal(await fault(`supervisor.${name}`, ...params), "6 SHUTDOWN_STATE", name);
  }
  assert.equal(await fault("supervisor.getState", 1), "2 INCORRECT_PARAMETERS");
  assert.equal(await fault("supervisor.nope"), "1 UNKNOWN_METHOD");
  assert.deepEqual(api.calls, []);
  assert.equal(await call("supervisor.sendRemoteCommEvent", "a", "b"), true);
  assert.equal((await call("system.listMethods") as string[]).length, 41);
});

Deno.test("each accepted call is announced with who called, those of a multicall too", async () => {
  const accepted: AcceptedCall[] = [];
  const { call, fault } = dispatchBench({ onCall: (entry) => accepted.push(entry) });
  await call("system.multicall", [
    { methodName: "supervisor.startProcess", params: ["cat"] },
    { methodName: "supervisor.startProcess", params: [1] },
    { methodName: "supervisor.getPID" },
  ]);
  await fault("supervisor.nope");
  assert.deepEqual(
    accepted.map(({ method, args, caller, spec }) => [method, args, caller, spec.changes ?? false]),
    [
      ["system.multicall", accepted[0]?.args, CALLER, false],
      ["supervisor.startProcess", ["cat", true], CALLER, true],
      ["supervisor.getPID", [], CALLER, false],
    ],
  );
});

Deno.test("a hook that throws a fault refuses the call", async () => {
  const { api, fault } = dispatchBench({
    onCall: ({ spec }) => {
      if (spec.changes) throw Fault.of("FAILED", "read only");
    },
  });
  assert.equal(await fault("supervisor.shutdown"), "30 FAILED: read only");
  assert.deepEqual(api.calls, []);
});

Deno.test("another namespace can be added later, but no name twice", async () => {
  const { dispatcher, call, fault } = dispatchBench();
  const greeter = {
    greet: (name: string): Promise<string> => Promise.resolve(`hello ${name}`),
  };
  const namespace = bindNamespace({
    name: "greeter",
    table: {
      greet: {
        params: [{ name: "name", type: "string", doc: "Who." }],
        result: "string",
        doc: "Greets.",
        returns: "A greeting.",
      },
    },
    api: greeter,
  });
  dispatcher.add(namespace);
  assert.equal(await call("greeter.greet", "you"), "hello you");
  assert.equal(
    await fault("greeter.greet", 5),
    "2 INCORRECT_PARAMETERS: 'name' must be string, not int",
  );
  assert.ok((await call("system.listMethods") as string[]).includes("greeter.greet"));
  assert.throws(() => dispatcher.add(namespace), /Method 'greeter.greet' exists already/);
});

Deno.test("results kept in encoded form are answered in place of the method's own", async () => {
  const api = fakeSupervisor();
  const kept = encodeFragment(["kept"]);
  const dispatcher = new Dispatcher({
    namespaces: [supervisorNamespace(api, { getAllProcessInfo: () => Promise.resolve(kept) })],
    isShuttingDown: () => false,
  });
  const call = { method: "supervisor.getAllProcessInfo", params: [] };
  assert.equal(await dispatcher.call(call, CALLER), kept);
  assert.deepEqual(api.calls, []);
});
