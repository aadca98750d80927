/**
 * XML-RPC messages from text, as leniently as Supervisor reads them (`HTTP-013`).
 *
 * @module
 */

import { Fault } from "./fault.ts";
import { type DecodeLimits, REQUEST_LIMITS, RESPONSE_LIMITS } from "./limits.ts";
import { RpcSyntaxError } from "./syntax_error.ts";
import type { RpcValue } from "./value.ts";
import { readMessage } from "./xml_frames.ts";

/** A decoded request. */
export interface RpcCall {
  /** Full name, `supervisor.getState`. */
  readonly method: string;
  /** As they came, before any conversion. */
  readonly params: readonly RpcValue[];
}

/**
 * Reads a request. `<params>` may be missing.
 *
 * @throws {RpcSyntaxError} when it is not XML-RPC, names no method, or exceeds a limit
 */
export function decodeCall(xml: string, limits: DecodeLimits = REQUEST_LIMITS): RpcCall {
  const message = readMessage(xml, limits);
  if (message.methodName === null || message.methodName === "") {
    throw new RpcSyntaxError("no method name", "The request names no method");
  }
  return { method: message.methodName, params: message.params ?? [] };
}

/**
 * Reads an answer.
 *
 * @throws {Fault} when the answer is one
 * @throws {RpcSyntaxError} when it is not XML-RPC or exceeds a limit
 */
export function decodeResponse(xml: string, limits: DecodeLimits = RESPONSE_LIMITS): RpcValue {
  const message = readMessage(xml, limits);
  if (message.root !== "methodResponse") {
    throw new RpcSyntaxError("unmarshallable", `Expected <methodResponse>, got <${message.root}>`);
  }
  if (message.fault !== undefined) throw faultOf(message.fault);
  const value = message.params?.[0];
  if (value === undefined) {
    throw new RpcSyntaxError("unmarshallable", "The answer carries no value");
  }
  return value;
}

/**
 * The fault that a `{ faultCode, faultString }` struct stands for, as fault answers and the results
 * of `system.multicall` carry it.
 *
 * @throws {RpcSyntaxError} when it is something else
 */
export function faultOf(value: RpcValue): Fault {
  if (isFaultStruct(value)) return new Fault(value.faultCode, value.faultString);
  throw new RpcSyntaxError("unmarshallable", "A fault needs faultCode and faultString");
}

/** True for the struct that stands for a fault. */
export function isFaultStruct(
  value: RpcValue,
): value is { readonly faultCode: number; readonly faultString: string } {
  if (typeof value !== "object" || value === null) return false;
  const struct = value as Readonly<Record<string, RpcValue>>;
  return typeof struct["faultCode"] === "number" && typeof struct["faultString"] === "string";
}
