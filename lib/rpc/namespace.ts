/**
 * Methods with something behind them, grouped by namespace.
 *
 * @module
 */

import type { SupervisorApi } from "./api.ts";
import type { MethodSpec, MethodSpecOf } from "./method.ts";
import { SUPERVISOR_METHODS } from "./methods.ts";
import type { Encodable, RpcValue } from "./value.ts";

/** Who calls. */
export interface Caller {
  /** Address and port of the other side, `127.0.0.1:50123`; `unix` on a UNIX socket. */
  readonly peer: string;
  /** The name that it logged in with, `null` where none is asked for. */
  readonly user: string | null;
}

/** A method that can be called with arguments that were checked against its `spec`. */
export interface RpcMethod {
  /** The method's row in its table. */
  readonly spec: MethodSpec;
  /** Carries it out. Rejects with a {@linkcode Fault} that is the answer. */
  readonly invoke: (args: readonly RpcValue[], caller: Caller) => Promise<Encodable>;
}

/** The methods whose full names start with `name` and a dot, aliases not listed. */
export interface RpcNamespace {
  /** What stands before the dot. */
  readonly name: string;
  /** By the name behind the dot. */
  readonly methods: Readonly<Record<string, RpcMethod>>;
}

/** Answers in place of a method's own, for results worth keeping in encoded form. */
export type EncodedResults<A> = { readonly [K in keyof A]?: () => Promise<Encodable> };

/** A namespace whose methods are those of an object, held to a table of the same shape. */
export function bindNamespace<A extends object>(options: {
  readonly name: string;
  readonly table: { readonly [K in keyof A]: MethodSpecOf<A[K]> };
  readonly api: A;
  /** Methods without parameters that answer from somewhere else. */
  readonly encoded?: EncodedResults<A>;
}): RpcNamespace {
  const methods: Record<string, RpcMethod> = {};
  for (const key of Object.keys(options.table) as (keyof A & string)[]) {
    const method = options.api[key] as (...args: readonly RpcValue[]) => Promise<Encodable>;
    const encoded = options.encoded?.[key];
    methods[key] = {
      spec: options.table[key],
      invoke: encoded ?? ((args) => Reflect.apply(method, options.api, args)),
    };
  }
  return { name: options.name, methods };
}

/** The `supervisor` namespace over `api`. */
export function supervisorNamespace(
  api: SupervisorApi,
  encoded?: EncodedResults<SupervisorApi>,
): RpcNamespace {
  const options = { name: "supervisor", table: SUPERVISOR_METHODS, api };
  return bindNamespace(encoded === undefined ? options : { ...options, encoded });
}
