/**
 * The `system.*` methods (`RPC-038` to `RPC-041`, `RPC-050`, K-20).
 *
 * @module
 */

import type { RpcCall } from "./decode.ts";
import { Fault } from "./fault.ts";
import type { MethodSpec } from "./method.ts";
import type { Caller, RpcNamespace } from "./namespace.ts";
import type { Encodable, RpcValue } from "./value.ts";

/** What the `system.*` methods need of the dispatcher they belong to. */
export interface SystemOptions {
  /** Full names of all methods, aliases included. */
  readonly names: () => Iterable<string>;
  /** The row of a method by its full name. */
  readonly find: (name: string) => MethodSpec | undefined;
  /** Carries out one call of a multicall. */
  readonly call: (call: RpcCall, caller: Caller) => Promise<Encodable>;
  /** Told of errors that are no faults. */
  readonly onError: (method: string, error: unknown) => void;
  /** Most calls in one multicall. */
  readonly maxCalls: number;
}

const METHOD_NAME = { name: "name", type: "string", doc: "Full name of a method." } as const;

/** Names, help and signatures from the rows of `SystemOptions.find`; none faults during shutdown. */
export function systemNamespace(options: SystemOptions): RpcNamespace {
  return {
    name: "system",
    methods: {
      listMethods: {
        spec: {
          params: [],
          result: "array",
          doc: "The names of all methods.",
          returns: "Array of strings, sorted.",
          duringShutdown: true,
        },
        invoke: () => Promise.resolve(listedNames(options)),
      },
      methodHelp: {
        spec: {
          params: [METHOD_NAME],
          result: "string",
          doc: "What a method does.",
          returns: "Text of several lines.",
          duringShutdown: true,
        },
        invoke: ([name]) => Promise.resolve(helpText(known(options, name))),
      },
      methodSignature: {
        spec: {
          params: [METHOD_NAME],
          result: "array",
          doc: "The types of a method's result and parameters.",
          returns: "Array of type names, the result's first.",
          duringShutdown: true,
        },
        invoke: ([name]) => Promise.resolve(signature(known(options, name))),
      },
      multicall: {
        spec: {
          params: [{
            name: "calls",
            type: "array",
            doc: "Array of structs of methodName and, where there are any, params (an array).",
          }],
          result: "array",
          doc: "Carry out several calls, one after the other.",
          returns:
            "Array of one result for each call: its bare value, or {faultCode, faultString}.",
          duringShutdown: true,
        },
        invoke: ([calls], caller) => multicall(options, { calls: calls as RpcValue[], caller }),
      },
    },
  };
}

function listedNames(options: SystemOptions): readonly string[] {
  return [...options.names()].filter((name) => !options.find(name)?.unlisted).sort();
}

function known(options: SystemOptions, name: RpcValue | undefined): MethodSpec {
  const spec = options.find(name as string);
  if (spec === undefined) throw Fault.of("SIGNATURE_UNSUPPORTED");
  return spec;
}

function helpText(spec: MethodSpec): string {
  const params = spec.params.map((param) => {
    const fallback = param.default === undefined ? "" : ` Default: ${param.default}.`;
    return `@param ${param.type} ${param.name}  ${param.doc}${fallback}`;
  });
  return [spec.doc, "", ...params, `@return ${spec.result}  ${spec.returns}`].join("\n");
}

function signature(spec: MethodSpec): readonly string[] {
  return [spec.result, ...spec.params.map((param) => param.type)];
}

/** In order, each awaited before the next; the result of each stands bare in the array. */
async function multicall(
  options: SystemOptions,
  request: { readonly calls: readonly RpcValue[]; readonly caller: Caller },
): Promise<Encodable> {
  const { calls, caller } = request;
  if (calls.length > options.maxCalls) {
    const counted = `${calls.length} calls, at most ${options.maxCalls} are allowed`;
    throw Fault.of("INCORRECT_PARAMETERS", counted);
  }
  const results: Encodable[] = [];
  for (const call of calls) {
    let method = "";
    try {
      const inner = innerCall(call);
      method = inner.method;
      results.push(await options.call(inner, caller));
    } catch (error) {
      if (!(error instanceof Fault)) options.onError(method, error);
      const fault = error instanceof Fault ? error : Fault.of("FAILED", describeError(error));
      results.push({ faultCode: fault.code, faultString: fault.text });
    }
  }
  return results;
}

function innerCall(call: RpcValue): RpcCall {
  const method = member(call, "methodName");
  if (typeof method !== "string" || method === "") {
    throw Fault.of("INCORRECT_PARAMETERS", "No methodName");
  }
  if (method === "system.multicall") {
    throw Fault.of("INCORRECT_PARAMETERS", "Recursive system.multicall forbidden");
  }
  const params = member(call, "params") ?? [];
  if (!Array.isArray(params)) throw Fault.of("INCORRECT_PARAMETERS", "'params' must be array");
  return { method, params };
}

function member(value: RpcValue, name: string): RpcValue | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, RpcValue>>)[name];
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}:${error.message}` : `Error:${String(error)}`;
}
