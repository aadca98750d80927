// needs: supervisor python3
import assert from "node:assert/strict";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Dispatcher } from "#lib/rpc/dispatch.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { SUPERVISOR_METHODS } from "#lib/rpc/methods.ts";
import { supervisorNamespace } from "#lib/rpc/namespace.ts";
import { fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { python } from "#tests/support/python.ts";

const CALLER = { peer: "127.0.0.1:1", user: null };

function dispatcherOf(api: SupervisorApi): Dispatcher {
  return new Dispatcher({ namespaces: [supervisorNamespace(api)], isShuttingDown: () => false });
}

Deno.test("the methods and their signatures are those of the real Supervisor", async () => {
  const theirs = await python(`from supervisor.rpcinterface import SupervisorNamespaceRPCInterface
from supervisor.xmlrpc import SystemNamespaceRPCInterface
system = SystemNamespaceRPCInterface([("supervisor", SupervisorNamespaceRPCInterface(None))])
system.namespaces["system"] = system
names = system.listMethods()
answer = [[name, system.methodSignature(name)] for name in names]`) as [string, string[]][];
  assert.equal(theirs.length, 41);
  const dispatcher = dispatcherOf(fakeSupervisor());
  const names = await dispatcher.call({ method: "system.listMethods", params: [] }, CALLER);
  const ours = await Promise.all((names as string[]).map(async (name) => [
    name,
    await dispatcher.call({ method: "system.methodSignature", params: [name] }, CALLER),
  ]));
  assert.deepEqual(ours, theirs);
});

Deno.test("each method has help that names every parameter", async () => {
  const dispatcher = dispatcherOf(fakeSupervisor());
  const names = await dispatcher.call({ method: "system.listMethods", params: [] }, CALLER);
  for (const name of names as string[]) {
    const help = await dispatcher.call({ method: "system.methodHelp", params: [name] }, CALLER);
    const signature = await dispatcher.call(
      { method: "system.methodSignature", params: [name] },
      CALLER,
    ) as string[];
    const types = [...(help as string).matchAll(/^@(?:param|return) (\S+)/gm)].map(([, type]) =>
      type
    );
    assert.deepEqual(types, [...signature.slice(1), signature[0]], name);
  }
});

Deno.test("help tells what a parameter is when it is left out", async () => {
  const dispatcher = dispatcherOf(fakeSupervisor());
  for (const [name, spec] of Object.entries(SUPERVISOR_METHODS)) {
    const method = `supervisor.${name}`;
    const help = await dispatcher.call({ method: "system.methodHelp", params: [method] }, CALLER);
    for (const param of spec.params) {
      const line = (help as string).split("\n").find((row) =>
        row.startsWith(`@param ${param.type} ${param.name} `)
      );
      const told = param.default === undefined ? undefined : String(param.default);
      assert.equal(/ Default: (.*)\.$/.exec(line ?? "none")?.[1], told, `${name}: ${line}`);
    }
  }
  const { params } = SUPERVISOR_METHODS.startProcess;
  assert.deepEqual(params.map((param) => "default" in param), [false, true]);
});

Deno.test("help and signature of a method that does not exist are fault 4", async () => {
  const dispatcher = dispatcherOf(fakeSupervisor());
  for (const method of ["system.methodHelp", "system.methodSignature"]) {
    await assert.rejects(
      dispatcher.call({ method, params: ["supervisor.nope"] }, CALLER),
      (error) =>
        error instanceof Fault && error.code === 4 && error.text === "SIGNATURE_UNSUPPORTED",
    );
  }
});
