/**
 * A supervisor at the other end of a wire.
 *
 * @module
 */

import type { SupervisorApi } from "./api.ts";
import { decodeResponse, faultOf, isFaultStruct } from "./decode.ts";
import { encodeCall } from "./encode.ts";
import type { Fault } from "./fault.ts";
import { SUPERVISOR_METHODS } from "./methods.ts";
import { RpcSyntaxError } from "./syntax_error.ts";
import type { RpcValue } from "./value.ts";

/** Carries one XML request to the server and brings its answer back. */
export type RpcTransport = (body: string, signal?: AbortSignal) => Promise<string>;

/** One call of a multicall. */
export interface MulticallEntry {
  /** Full name, `supervisor.getState`. */
  readonly method: string;
  /** Its arguments. @default none */
  readonly params?: readonly RpcValue[];
}

/** All methods of {@linkcode SupervisorApi}, and calls to any other by name. */
export interface RpcClient extends SupervisorApi {
  /**
   * Calls `method`, a full name as `system.listMethods`.
   *
   * @throws {Fault} when the server says no
   */
  call(
    method: string,
    params?: readonly RpcValue[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<RpcValue>;
  /** Several calls in one request; one result for each, in order, faults as values. */
  multicall(calls: readonly MulticallEntry[]): Promise<readonly (RpcValue | Fault)[]>;
}

/**
 * A client that sends its requests through `transport`. Results are taken to have the types that
 * {@linkcode SupervisorApi} names; ask `getAPIVersion` first when the server may be something else.
 */
export function createClient(transport: RpcTransport): RpcClient {
  const generic = {
    async call(
      method: string,
      params: readonly RpcValue[] = [],
      options: { readonly signal?: AbortSignal } = {},
    ): Promise<RpcValue> {
      return decodeResponse(await transport(encodeCall(method, params), options.signal));
    },
    async multicall(calls: readonly MulticallEntry[]): Promise<readonly (RpcValue | Fault)[]> {
      const entries = calls.map((call) => ({ methodName: call.method, params: call.params ?? [] }));
      const results = await generic.call("system.multicall", [entries]);
      if (!Array.isArray(results)) {
        throw new RpcSyntaxError("unmarshallable", "The answer to system.multicall is no array");
      }
      return results.map((result) => isFaultStruct(result) ? faultOf(result) : result);
    },
  };
  const methods = Object.keys(SUPERVISOR_METHODS).map((name) => {
    const call = (...args: readonly (RpcValue | undefined)[]): Promise<RpcValue> =>
      generic.call(`supervisor.${name}`, args.filter((argument) => argument !== undefined));
    return [name, call] as const;
  });
  return Object.assign(generic, Object.fromEntries(methods) as unknown as SupervisorApi);
}
