/**
 * What XML-RPC can carry.
 *
 * @module
 */

/**
 * A value that goes over the wire. Integral numbers travel as `int`, others as `double`. `null` is
 * what `<nil/>` in a request becomes; Supervisor's dialect never sends it.
 */
export type RpcValue =
  | string
  | number
  | boolean
  | null
  | Date
  | readonly RpcValue[]
  | { readonly [member: string]: RpcValue };

/**
 * A value that was encoded earlier, to be put into an answer as it is. Made by `encodeFragment` in
 * `encode.ts`; keeping one is worth it where the same value goes out many times.
 */
export class EncodedValue {
  /** `<value>…</value>` with its final line feed. */
  readonly xml: string;

  /** @param xml `<value>…</value>` with its final line feed */
  constructor(xml: string) {
    this.xml = xml;
  }
}

/** What an answer can be made of: values, encoded values, and arrays and structs of both. */
export type Encodable =
  | string
  | number
  | boolean
  | null
  | Date
  | EncodedValue
  | readonly Encodable[]
  | { readonly [member: string]: Encodable };

/** Whether a value is a struct: neither plain nor a date, nor an array. */
export function isStruct(value: unknown): value is { readonly [member: string]: RpcValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Date);
}
