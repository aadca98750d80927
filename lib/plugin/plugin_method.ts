/**
 * The methods of plugins, whose types follow from the description that clients are shown.
 *
 * @module
 */

import type { MethodSpec, ParameterSpec, WireType } from "#lib/rpc/method.ts";
import type { Caller } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";

/** A method as the daemon calls it. */
export interface PluginMethod extends MethodSpec {
  /**
   * Answers a call. Arguments come by name, of the types that `params` gives them, with defaults filled
   * in. The result is made of what XML-RPC has: text, numbers, booleans, dates, arrays and structs.
   */
  call(args: Readonly<Record<string, RpcValue>>, caller: Caller): unknown;
}

/** A method as it is written: what it is called with and answers follows from `params` and `result`. */
export interface MethodDefinition<
  P extends readonly ParameterSpec[],
  R extends WireType,
> extends MethodSpec {
  /** What it is called with, in this order. */
  readonly params: P;
  /** The type of what it answers. */
  readonly result: R;
  /** Answers a call. */
  call(args: ArgumentsOf<P>, caller: Caller): ResultOf<R> | Promise<ResultOf<R>>;
}

/** Arguments by the names of their parameters. */
export type ArgumentsOf<P extends readonly ParameterSpec[]> = {
  readonly [S in P[number] as S["name"]]: WireValues[S["type"]];
};

/** What a method may answer: objects and arrays are looked at when they go out. */
export type ResultOf<R extends WireType> = R extends "array" ? readonly unknown[]
  : R extends "struct" ? object
  : WireValues[R];

/** The values of each type of the wire. */
export interface WireValues {
  /** Text. */
  readonly string: string;
  /** Whole. */
  readonly int: number;
  /** Yes or no. */
  readonly boolean: boolean;
  /** A list of values of any type. */
  readonly array: readonly RpcValue[];
  /** Values by name. */
  readonly struct: Readonly<Record<string, RpcValue>>;
}
