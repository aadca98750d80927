/**
 * From a method's name to its answer.
 *
 * Names are keys of one fixed map and are looked up nowhere else: nothing that a client sends ever
 * selects a property of an object (`RPC-044`, CVE-2017-11610).
 *
 * @module
 */

import { checkArgumentCount, convertArguments } from "./arguments.ts";
import type { RpcCall } from "./decode.ts";
import { Fault } from "./fault.ts";
import type { MethodSpec } from "./method.ts";
import type { Caller, RpcMethod, RpcNamespace } from "./namespace.ts";
import { systemNamespace } from "./system.ts";
import type { Encodable, RpcValue } from "./value.ts";

/** A call that passed every check and is about to be carried out. */
export interface AcceptedCall {
  /** Full name as called, `supervisor.startProcess`. */
  readonly method: string;
  /** The method's row in its table. */
  readonly spec: MethodSpec;
  /** As the method gets them: converted, with defaults. */
  readonly args: readonly RpcValue[];
  /** Who calls. */
  readonly caller: Caller;
}

/** What a dispatcher needs to know of its surroundings. */
export interface DispatchOptions {
  /** What can be called, beside `system.*`. */
  readonly namespaces: readonly RpcNamespace[];
  /** While true, methods fault with SHUTDOWN_STATE unless their row says otherwise (`RPC-043`). */
  readonly isShuttingDown: () => boolean;
  /** Called for each call just before it is carried out; what it throws is the answer. */
  readonly onCall?: (call: AcceptedCall) => void;
  /** Told of errors that are no faults and were answered inside a multicall. */
  readonly onError?: (method: string, error: unknown) => void;
  /**
   * Most calls in one `system.multicall`.
   *
   * @default {10_000}
   */
  readonly maxMulticall?: number;
}

/** Answers calls from the methods of its namespaces and `system.*`. */
export class Dispatcher {
  readonly #methods = new Map<string, RpcMethod>();
  readonly #options: DispatchOptions;

  /** @throws {Error} when two methods share a name */
  constructor(options: DispatchOptions) {
    this.#options = options;
    for (const namespace of options.namespaces) this.add(namespace);
    this.add(systemNamespace({
      names: () => this.#methods.keys(),
      find: (name) => this.#methods.get(name)?.spec,
      call: (call, caller) => this.call(call, caller),
      onError: (method, error) => options.onError?.(method, error),
      maxCalls: options.maxMulticall ?? 10_000,
    }));
  }

  /** Adds the methods of one more namespace. @throws {Error} when a method of that name exists */
  add(namespace: RpcNamespace): void {
    for (const [name, method] of Object.entries(namespace.methods)) {
      for (const alias of [name, ...method.spec.aliases ?? []]) {
        const full = `${namespace.name}.${alias}`;
        if (this.#methods.has(full)) throw new Error(`Method '${full}' exists already`);
        this.#methods.set(full, method);
      }
    }
  }

  /**
   * Carries out one call. Nothing is awaited that does not have to be: a multicall has thousands.
   *
   * @throws {Fault} as the method does, and UNKNOWN_METHOD, INCORRECT_PARAMETERS, SHUTDOWN_STATE
   */
  call(call: RpcCall, caller: Caller): Promise<Encodable> {
    try {
      return this.#begin(call, caller);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #begin(call: RpcCall, caller: Caller): Promise<Encodable> {
    const method = this.#methods.get(call.method);
    if (method === undefined) throw Fault.of("UNKNOWN_METHOD");
    const { spec } = method;
    checkArgumentCount(spec, call.params);
    if (!spec.duringShutdown && this.#options.isShuttingDown()) throw Fault.of("SHUTDOWN_STATE");
    const args = convertArguments(spec, call.params);
    this.#options.onCall?.({ method: call.method, spec, args, caller });
    return method.invoke(args, caller);
  }
}
