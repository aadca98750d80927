/**
 * The methods of a plugin as the dispatcher calls them. Whatever goes wrong in one is logged and is the
 * end of that call alone.
 *
 * @module
 */

import type { PluginMethod } from "#lib/plugin/plugin_method.ts";
import type { Log } from "#lib/ports/logger.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { RpcMethod, RpcNamespace } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import { encodable } from "./encodable.ts";
import { errorMessage, errorText } from "#lib/text/error_text.ts";
import { PluginError } from "./plugin_error.ts";

/** What the methods belong to. */
export interface PluginNamespaceOptions {
  readonly name: string;
  readonly methods: Readonly<Record<string, PluginMethod>>;
  /** Where failures go. */
  readonly log: Log;
}

/** @throws {PluginError} for a method that cannot be called */
export function pluginNamespace(options: PluginNamespaceOptions): RpcNamespace {
  const { name, methods } = options;
  const entries = Object.entries(methods).map(([key, method]) => {
    if (!/^[A-Za-z_]\w*$/.test(key)) {
      throw new PluginError(`Invalid name of a method: '${key}' is not letters, digits and '_'`);
    }
    if (typeof method?.call !== "function" || !Array.isArray(method.params)) {
      throw new PluginError(`Method '${key}' has no params or no call: is defineMethod missing?`);
    }
    return [key, rpcMethod(method, { label: `${name}.${key}`, log: options.log })] as const;
  });
  return { name, methods: Object.fromEntries(entries) };
}

function rpcMethod(
  method: PluginMethod,
  { label, log }: { readonly label: string; readonly log: Log },
): RpcMethod {
  return {
    spec: method,
    async invoke(args, caller) {
      try {
        return encodable(await method.call(byName(method, args), caller));
      } catch (error) {
        if (error instanceof Fault) throw error;
        log("error", `${label}: ${errorText(error)}`);
        throw Fault.of("FAILED", `${label}: ${errorMessage(error)}`);
      }
    },
  };
}

function byName(
  { params }: PluginMethod,
  args: readonly RpcValue[],
): Readonly<Record<string, RpcValue>> {
  return Object.fromEntries(params.map(({ name }, index) => [name, args[index]!]));
}
