/**
 * How plugins are written. Both functions give back what they get; they are there for its type.
 *
 * ```ts
 * import { defineMethod, definePlugin, type Plugin } from "./define_plugin.ts";
 *
 * export const plugin: Plugin = definePlugin({
 *   start({ supervisor }) {
 *     return {
 *       methods: {
 *         count: defineMethod({
 *           doc: "Count the processes in a state.",
 *           params: [{ name: "state", type: "string", doc: "As RUNNING.", default: "RUNNING" }],
 *           result: "int",
 *           returns: "How many there are.",
 *           async call({ state }) {
 *             const infos = await supervisor.getAllProcessInfo();
 *             return infos.filter((info) => info.statename === state).length;
 *           },
 *         }),
 *       },
 *     };
 *   },
 * });
 * ```
 *
 * @module
 */

import type { ParameterSpec, WireType } from "#lib/rpc/method.ts";
import type { Plugin } from "./plugin.ts";
import type { MethodDefinition, PluginMethod } from "./plugin_method.ts";

export type * from "#lib/event/events.ts";
export type { EventUnder } from "#lib/event/hierarchy.ts";
export type { EventName } from "#lib/event/names.ts";
export type { Log } from "#lib/ports/logger.ts";
export type * from "#lib/rpc/api.ts";
export type { MethodSpec, ParameterSpec, WireType } from "#lib/rpc/method.ts";
export type { Caller } from "#lib/rpc/namespace.ts";
export type { RpcValue } from "#lib/rpc/value.ts";
export type * from "./plugin.ts";
export type * from "./plugin_method.ts";

/** A plugin, to be exported by its module as `plugin`. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}

/** A method of a plugin, with the types of its arguments taken from its parameters. */
export function defineMethod<
  const P extends readonly ParameterSpec[],
  const R extends WireType,
>(method: MethodDefinition<P, R>): PluginMethod {
  return method as unknown as PluginMethod;
}
