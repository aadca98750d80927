import assert from "node:assert/strict";
import { createClient, type RpcClient } from "#lib/rpc/client.ts";
import { decodeCall } from "#lib/rpc/decode.ts";
import { Dispatcher } from "#lib/rpc/dispatch.ts";
import { encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { SUPERVISOR_METHODS } from "#lib/rpc/methods.ts";
import { supervisorNamespace } from "#lib/rpc/namespace.ts";
import { type FakeSupervisor, fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";

function connected(): { readonly api: FakeSupervisor; readonly client: RpcClient } {
  const api = fakeSupervisor();
  const dispatcher = new Dispatcher({
    namespaces: [supervisorNamespace(api)],
    isShuttingDown: () => false,
  });
  const client = createClient(async (body) => {
    try {
      return encodeResponse(await dispatcher.call(decodeCall(body), { peer: "unix", user: null }));
    } catch (error) {
      if (error instanceof Fault) return encodeFault(error);
      throw error;
    }
  });
  return { api, client };
}

Deno.test("every method of the client reaches the supervisor and brings its answer back", async () => {
  const { api, client } = connected();
  for (const [name, spec] of Object.entries(SUPERVISOR_METHODS)) {
    const args = spec.params.map((param) =>
      param.type === "int" ? 3 : param.type === "boolean" ? false : "cat"
    );
    type Method = (...args: unknown[]) => Promise<unknown>;
    const key = name as keyof typeof SUPERVISOR_METHODS;
    const here = await (api[key] as Method)(...args);
    const there = await (client[key] as Method)(...args);
    assert.deepEqual(there, here, name);
    assert.deepEqual(api.calls.at(-1), api.calls.at(-2), name);
  }
});

Deno.test("arguments that are left out get the server's defaults", async () => {
  const { api, client } = connected();
  await client.startProcess("cat");
  assert.deepEqual(api.calls, [["startProcess", "cat", true]]);
});

Deno.test("a fault of the supervisor is a fault of the client", async () => {
  const { client } = connected();
  await assert.rejects(client.getProcessInfo("nope"), (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.text], [10, "BAD_NAME: nope"]);
    return true;
  });
});

Deno.test("other methods are called by name, several in one request", async () => {
  const { client } = connected();
  assert.deepEqual(await client.call("system.methodSignature", ["supervisor.getPID"]), ["int"]);
  const [pid, fault] = await client.multicall([
    { method: "supervisor.getPID" },
    { method: "supervisor.getProcessInfo", params: ["nope"] },
  ]);
  assert.equal(pid, 7808);
  assert.ok(fault instanceof Fault && fault.code === 10);
});

Deno.test("the signal of a call reaches the transport", async () => {
  const seen: (AbortSignal | undefined)[] = [];
  const client = createClient((_body, signal) => {
    seen.push(signal);
    return Promise.resolve(encodeResponse("ok"));
  });
  const { signal } = new AbortController();
  await client.call("a.b", [], { signal });
  await client.getPID();
  assert.deepEqual(seen, [signal, undefined]);
});

Deno.test("an answer that is no XML-RPC is refused", async () => {
  const client = createClient(() => Promise.resolve("<html><body>Bad gateway</body></html>"));
  await assert.rejects(client.getState(), { name: "RpcSyntaxError" });
});
