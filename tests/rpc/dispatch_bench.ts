import { Dispatcher, type DispatchOptions } from "#lib/rpc/dispatch.ts";
import { type Caller, supervisorNamespace } from "#lib/rpc/namespace.ts";
import type { Encodable, RpcValue } from "#lib/rpc/value.ts";
import { type FakeSupervisor, fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { faultOf } from "#tests/support/fault_of.ts";

/** Who calls. */
export const CALLER: Caller = { peer: "127.0.0.1:50123", user: "me" };

/** A dispatcher over a supervisor that is none. */
export interface DispatchBench {
  readonly api: FakeSupervisor;
  readonly dispatcher: Dispatcher;
  call(method: string, ...params: RpcValue[]): Promise<Encodable>;
  /** The text of the fault that the call ends with. */
  fault(method: string, ...params: RpcValue[]): Promise<string>;
}

/** Makes one; `options` go before what is usual. */
export function dispatchBench(options: Partial<DispatchOptions> = {}): DispatchBench {
  const api = fakeSupervisor();
  const dispatcher = new Dispatcher({
    namespaces: [supervisorNamespace(api)],
    isShuttingDown: () => false,
    ...options,
  });
  const call = (method: string, ...params: RpcValue[]): Promise<Encodable> =>
    dispatcher.call({ method, params }, CALLER);
  return {
    api,
    dispatcher,
    call,
    async fault(method, ...params) {
      return await faultOf(call(method, ...params));
    },
  };
}
