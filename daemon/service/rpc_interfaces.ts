/**
 * The namespaces that `[rpcinterface:x]` sections bring; without a section, there is none
 * (config.md 7).
 *
 * @module
 */

import type { PluginConfig } from "#lib/config/config.ts";
import { TWIDDLER_INTERFACE } from "#lib/config/plugins.ts";
import { parseStrings } from "#lib/config/values.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { type EncodedResults, type RpcNamespace, supervisorNamespace } from "#lib/rpc/namespace.ts";
import { twiddlerNamespace, type TwiddlerParts } from "./twiddler.ts";

/** What the interfaces are made over. */
export interface RpcInterfaceParts extends Omit<TwiddlerParts, "name" | "whitelist"> {
  readonly api: SupervisorApi;
  /** Answers of the `supervisor` namespace that are kept as XML. */
  readonly encoded: EncodedResults<SupervisorApi>;
}

/** One namespace for each section, by its name. */
export function rpcInterfaces(
  sections: readonly PluginConfig[],
  parts: RpcInterfaceParts,
): readonly RpcNamespace[] {
  return sections.map(({ name, factory, options }) => {
    if (factory !== TWIDDLER_INTERFACE) {
      return { ...supervisorNamespace(parts.api, parts.encoded), name };
    }
    const whitelist = parseStrings(options["whitelist"] ?? "");
    return twiddlerNamespace({ ...parts, name, whitelist });
  });
}
