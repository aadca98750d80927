/**
 * The shape of a row of a method table, and the types that tie a row to the TypeScript method it
 * describes.
 *
 * @module
 */

/** The words that `system.methodSignature` uses for types. */
export type WireType = "string" | "int" | "boolean" | "array" | "struct";

/** A parameter. Parameters are positional; those with a default may be left out. */
export interface ParameterSpec {
  /** As help texts call it. */
  readonly name: string;
  /** What the parameter must be on the wire. */
  readonly type: WireType;
  /** One sentence. */
  readonly doc: string;
  /** Present when the parameter may be left out. */
  readonly default?: string | number | boolean;
  /**
   * A string that clients also send as a number, which is then taken as its text: signal numbers,
   * event data.
   */
  readonly orNumber?: true;
  /** The fault for a wrong type carries the bare value instead of a sentence (`sendProcessStdin`). */
  readonly bareFault?: true;
}

/** A method without the namespace it belongs to. */
export interface MethodSpec {
  /** In the order of the call. */
  readonly params: readonly ParameterSpec[];
  /** What comes back on the wire. */
  readonly result: WireType;
  /** What it does, one sentence. */
  readonly doc: string;
  /** What comes back, one phrase. */
  readonly returns: string;
  /** Other names in the same namespace. */
  readonly aliases?: readonly string[];
  /** It changes something: worth a line in the log that says who did it. */
  readonly changes?: true;
  /** Answers while the daemon shuts down, when others fault with SHUTDOWN_STATE (`RPC-043`). */
  readonly duringShutdown?: true;
  /** Left out of `system.listMethods`, which clients compare with what Supervisor has. */
  readonly unlisted?: true;
}

/** A method's types on the wire, derived from those of the function `F` that it calls. */
export type MethodSpecOf<F> = F extends (...args: infer P) => Promise<infer R>
  ? MethodSpec & { readonly params: ParameterSpecsOf<P>; readonly result: WireTypeOf<R> }
  : never;

type ParameterSpecsOf<P extends readonly unknown[]> = {
  readonly [I in keyof Required<P>]: ParameterSpecOf<
    Required<P>[I],
    undefined extends P[I] ? 1 : 0
  >;
};

type ParameterSpecOf<T, Optional extends 0 | 1> =
  & ParameterSpec
  & { readonly type: WireTypeOf<Exclude<T, undefined>> }
  & (Optional extends 1 ? { readonly default: Exclude<T, undefined> }
    : { readonly default?: never });

/** A method that answers `true` or an array (for `group:*`) is announced as `boolean`. */
type WireTypeOf<T> = true extends T ? "boolean"
  : [T] extends [string] ? "string"
  : [T] extends [number] ? "int"
  : [T] extends [readonly unknown[]] ? "array"
  : "struct";
