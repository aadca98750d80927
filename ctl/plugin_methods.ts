/**
 * What the daemon tells about the methods of a plugin: `system.methodHelp` and `methodSignature`.
 *
 * @module
 */

import type { Fault } from "#lib/rpc/fault.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import type { HelpLine } from "./command.ts";
import type { Session } from "./session.ts";

/** A parameter, as far as the daemon tells. */
export interface PluginParameter {
  /** Type on the wire, `string`, `int`, `boolean`, `array` or `struct`. */
  readonly type: string;
  readonly name: string;
  readonly optional: boolean;
}

/** A method of a plugin. */
export interface PluginMethodInfo {
  /** Without the plugin's name. */
  readonly name: string;
  readonly params: readonly PluginParameter[];
  /** What it does, one sentence. */
  readonly doc: string;
}

/** Namespaces whose methods have commands of their own, or none. */
export const NO_PLUGINS: readonly string[] = ["supervisor", "system"];

const PARAMETER = /^@param\s+(\S+)\s+(\S+)(.*)$/gm;

/** The names of the methods of `plugin`; none when the daemon has no such plugin. */
export async function methodNames(session: Session, plugin: string): Promise<readonly string[]> {
  if (NO_PLUGINS.includes(plugin)) return [];
  return methodsOf(plugin, await allMethods(session));
}

/** Full names of all methods that the daemon lists. */
export async function allMethods(session: Session): Promise<readonly string[]> {
  const names = await session.api.call("system.listMethods");
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** Those of `plugin`, without its name. */
export function methodsOf(plugin: string, names: readonly string[]): readonly string[] {
  const prefix = `${plugin}.`;
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** What the daemon tells about some methods of `plugin`, in one request. */
export async function describeMethods(
  session: Session,
  { plugin, names }: { readonly plugin: string; readonly names: readonly string[] },
): Promise<readonly PluginMethodInfo[]> {
  const texts = await session.api.multicall(
    names.map((name) => ({ method: "system.methodHelp", params: [`${plugin}.${name}`] })),
  );
  return names.map((name, index) => describe(name, texts[index]));
}

/** `count CHANNEL [STATE]` and what it does. */
export function methodHelp(plugin: string, { name, params, doc }: PluginMethodInfo): HelpLine {
  const words = params.map((param) => {
    const word = param.name.toUpperCase();
    return param.optional ? `[${word}]` : word;
  });
  return [[plugin, name, ...words].join(" "), doc];
}

function describe(name: string, help: RpcValue | Fault | undefined): PluginMethodInfo {
  const text = typeof help === "string" ? help : "";
  const params = [...text.matchAll(PARAMETER)].map(([, type = "", param = "", rest = ""]) => ({
    type,
    name: param,
    optional: rest.includes(" Default: "),
  }));
  const doc = text.split("\n").map((line) => line.trim()).find((line) => line !== "") ?? "";
  return { name, params, doc: doc.startsWith("@") ? "" : doc };
}
