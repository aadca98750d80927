/**
 * What a plugin of the daemon is written with: `[plugin:x]`, a module that adds methods and hears of
 * events.
 *
 * @module
 */

export { defineMethod, definePlugin } from "#lib/plugin/define_plugin.ts";
export type * from "#lib/plugin/plugin.ts";
export type * from "#lib/plugin/plugin_method.ts";
export type { MethodSpec, ParameterSpec, WireType } from "#lib/rpc/method.ts";
export type { Caller } from "#lib/rpc/namespace.ts";
