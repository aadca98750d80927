/**
 * Whether what a client sent fits a method. Wrong types are fault 2, never more (B-11).
 *
 * @module
 */

import { Fault } from "./fault.ts";
import type { MethodSpec, ParameterSpec } from "./method.ts";
import type { RpcValue } from "./value.ts";

/**
 * Holds the number of arguments against `spec`.
 *
 * @throws {Fault} INCORRECT_PARAMETERS, without an extra
 */
export function checkArgumentCount(spec: MethodSpec, args: readonly RpcValue[]): void {
  if (args.length > spec.params.length) throw Fault.of("INCORRECT_PARAMETERS");
  const missing = spec.params[args.length];
  if (missing !== undefined && missing.default === undefined) {
    throw Fault.of("INCORRECT_PARAMETERS");
  }
}

/**
 * The arguments as the method wants them, defaults filled in. Where Supervisor takes more than the
 * announced type, so does this: what Python's `int()` takes for `int` (numeric text, a truth value, a number
 * without what is behind its point), any scalar's truth for `boolean`.
 *
 * @throws {Fault} INCORRECT_PARAMETERS that names the parameter
 */
export function convertArguments(
  spec: MethodSpec,
  args: readonly RpcValue[],
): readonly RpcValue[] {
  return spec.params.map((param, index) => {
    const value = args[index];
    if (value === undefined) return param.default as RpcValue;
    const converted = convert(param, value);
    if (converted === undefined) throw wrongType(param, value);
    return converted;
  });
}

function convert(param: ParameterSpec, value: RpcValue): RpcValue | undefined {
  switch (param.type) {
    case "string":
      if (typeof value === "string") return value;
      return param.orNumber && typeof value === "number" ? String(value) : undefined;
    case "int":
      return toInteger(value);
    case "boolean":
      return value === null || typeof value !== "object" ? Boolean(value) : undefined;
    case "array":
      return Array.isArray(value) ? value : undefined;
    case "struct":
      return typeOf(value) === "struct" ? value : undefined;
  }
}

function toInteger(value: RpcValue): number | undefined {
  const number = typeof value === "number"
    ? Math.trunc(value)
    : typeof value === "boolean" || (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value))
    ? Number(value)
    : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}

function wrongType(param: ParameterSpec, value: RpcValue): Fault {
  const type = typeOf(value);
  if (param.bareFault && type !== "array" && type !== "struct") {
    return Fault.of("INCORRECT_PARAMETERS", String(value));
  }
  return Fault.of("INCORRECT_PARAMETERS", `'${param.name}' must be ${param.type}, not ${type}`);
}

function typeOf(value: RpcValue): string {
  if (value === null) return "nil";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "dateTime.iso8601";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "int" : "double";
  return typeof value === "object" ? "struct" : typeof value;
}
