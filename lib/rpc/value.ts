/**
 * What XML-RPC can carry. `nil` does not exist in Supervisor's dialect.
 *
 * @module
 */

/** A value that goes over the wire. Integral numbers travel as `int`, others as `double`. */
export type RpcValue =
  | string
  | number
  | boolean
  | Date
  | readonly RpcValue[]
  | { readonly [member: string]: RpcValue };
