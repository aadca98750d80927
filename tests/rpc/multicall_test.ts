import assert from "node:assert/strict";
import { dispatchBench } from "./dispatch_bench.ts";

Deno.test("a multicall answers bare values and faults in the order of its calls", async () => {
  const { call } = dispatchBench();
  const results = await call("system.multicall", [
    { methodName: "supervisor.getPID" },
    { methodName: "supervisor.getProcessInfo", params: ["nope"] },
    { methodName: "supervisor.tailProcessStdoutLog", params: ["cat", 0, 10] },
    { methodName: "supervisor.nope", params: [] },
    { params: [] },
    { methodName: 5 },
    "supervisor.getPID",
    { methodName: "supervisor.getPID", params: "x" },
    { methodName: "system.multicall", params: [[]] },
    { methodName: "system.listMethods", params: [1] },
  ]);
  assert.deepEqual(results, [
    7808,
    { faultCode: 10, faultString: "BAD_NAME: nope" },
    ["out\n", 4, false],
    { faultCode: 1, faultString: "UNKNOWN_METHOD" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS: No methodName" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS: No methodName" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS: No methodName" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS: 'params' must be array" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS: Recursive system.multicall forbidden" },
    { faultCode: 2, faultString: "INCORRECT_PARAMETERS" },
  ]);
  assert.deepEqual(await call("system.multicall", []), []);
});

Deno.test("a multicall begins a call only when the one before has been answered", async () => {
  const { api, call } = dispatchBench();
  const first = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  api.before = (method) => {
    if (method !== "stopProcess") return;
    started.resolve();
    return first.promise;
  };
  const results = call("system.multicall", [
    { methodName: "supervisor.stopProcess", params: ["cat"] },
    { methodName: "supervisor.startProcess", params: ["cat"] },
  ]);
  await started.promise;
  assert.deepEqual(api.calls.map(([method]) => method), ["stopProcess"]);
  first.resolve();
  assert.deepEqual(await results, [true, true]);
  assert.deepEqual(api.calls.map(([method]) => method), ["stopProcess", "startProcess"]);
});

Deno.test("a multicall across a shutdown still answers its later calls, with fault 6", async () => {
  const { api, call } = dispatchBench({
    isShuttingDown: () => api.calls.some(([method]) => method === "shutdown"),
  });
  const results = await call("system.multicall", [
    { methodName: "supervisor.shutdown" },
    { methodName: "supervisor.getState" },
  ]);
  assert.deepEqual(results, [true, { faultCode: 6, faultString: "SHUTDOWN_STATE" }]);
});

Deno.test("a multicall that is too long is refused as a whole", async () => {
  const { api, call, fault } = dispatchBench({ maxMulticall: 2 });
  const calls = [1, 2, 3].map(() => ({ methodName: "supervisor.getPID" }));
  assert.equal(
    await fault("system.multicall", calls),
    "2 INCORRECT_PARAMETERS: 3 calls, at most 2 are allowed",
  );
  assert.deepEqual(api.calls, []);
  assert.deepEqual(await call("system.multicall", calls.slice(1)), [7808, 7808]);
});

Deno.test("an error that is no fault is thrown from a call, and fault 30 inside a multicall", async () => {
  const errors: [string, unknown][] = [];
  const { api, call } = dispatchBench({ onError: (method, error) => errors.push([method, error]) });
  const error = new RangeError("broken");
  api.before = () => {
    throw error;
  };
  await assert.rejects(call("supervisor.getPID"), error);
  assert.deepEqual(errors, []);
  assert.deepEqual(await call("system.multicall", [{ methodName: "supervisor.getPID" }]), [
    { faultCode: 30, faultString: "FAILED: RangeError:broken" },
  ]);
  assert.deepEqual(errors, [["supervisor.getPID", error]]);
});
