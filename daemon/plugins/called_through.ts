import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { SUPERVISOR_METHODS } from "#lib/rpc/methods.ts";
import type { Caller } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";

/**
 * The methods of `supervisor.*` as `caller` calls them: looked at, logged and refused as those of a
 * client, without a wire between. Like these they are carried out later, never in the middle of the
 * change of a state that a handler of events was told of.
 */
export function calledThrough(dispatcher: Dispatcher, caller: Caller): SupervisorApi {
  const methods = Object.keys(SUPERVISOR_METHODS).map((name) => {
    const call = async (...args: readonly (RpcValue | undefined)[]): Promise<unknown> => {
      await Promise.resolve();
      const params = args.filter((argument) => argument !== undefined);
      return await dispatcher.call({ method: `supervisor.${name}`, params }, caller);
    };
    return [name, call] as const;
  });
  return Object.fromEntries(methods) as unknown as SupervisorApi;
}
