/**
 * `[rpcinterface:x]`, `[ctlplugin:x]` and `[plugin:x]` (rows CFG-118 and CFG-119).
 *
 * @module
 */

import { sectionName } from "./build_context.ts";
import type { PluginConfig, PluginModuleConfig } from "./config.ts";
import { CTLPLUGIN_OPTIONS, PLUGIN_OPTIONS, RPCINTERFACE_OPTIONS } from "./options/unit_options.ts";
import { SectionReader } from "./section_reader.ts";
import type { LoadContext } from "./section_reader.ts";

const MAIN_INTERFACE = "supervisor.rpcinterface:make_main_rpcinterface";

/** What to do in place of an interface that only Python can load. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    "multivisor.rpc:make_rpc_interface",
    "it is written in Python, use [eventlistener:multivisor-rpc] with " +
    "command=multivisor-rpc --bind 0:9002 and events=PROCESS_STATE,SUPERVISOR_STATE_CHANGE",
  ],
]);

/** The RPC interfaces; one that is not built in is a problem, as one that cannot be imported. */
export function readRpcInterfaces(context: LoadContext): readonly PluginConfig[] {
  return sectionsOf("rpcinterface:", context).map((section) => {
    const key = "supervisor.rpcinterface_factory";
    const reader = new SectionReader(RPCINTERFACE_OPTIONS, context, { section });
    const factory = reader.read(key);
    if (!reader.has(key)) {
      reader.problem(`section [${section}] does not specify a ${key}`, key);
    } else if (factory !== null && factory !== MAIN_INTERFACE) {
      const reason = ADVICE.get(factory) ?? `only ${MAIN_INTERFACE} is built in`;
      reader.problem(`${factory} cannot be resolved within [${section}]: ${reason}`, key);
    }
    return plugin(section, { factory: factory ?? "", key, context });
  });
}

/** The plugins of Supervisor's client, which are accepted and not used. */
export function readCtlPlugins(context: LoadContext): readonly PluginConfig[] {
  return sectionsOf("ctlplugin:", context).map((section) => {
    const key = "supervisor.ctl_factory";
    const reader = new SectionReader(CTLPLUGIN_OPTIONS, context, { section });
    context.findings.notice(`[${section}] is not used: plugins of supervisorctl are Python code`, {
      level: "warn",
      code: "ctlplugin",
      origin: reader.origin(),
    });
    const factory = reader.raw(key) ?? "";
    return { name: sectionName(section), factory, options: {}, origin: reader.origin() };
  });
}

/** Denvisor's own plugins. */
export function readPluginModules(context: LoadContext): readonly PluginModuleConfig[] {
  return sectionsOf("plugin:", context).map((section) => {
    const reader = new SectionReader(PLUGIN_OPTIONS, context, { section });
    const module = reader.read("module");
    if (!module) reader.problem(`section [${section}] does not specify a module`, "module");
    const { name, options, origin } = plugin(section, { factory: "", key: "module", context });
    return { name, module: module ?? "", options, origin };
  });
}

function sectionsOf(prefix: string, context: LoadContext): readonly string[] {
  return context.document.sections
    .map((section) => section.name)
    .filter((name) => name.startsWith(prefix));
}

/** All keys but the factory are arguments, those of `[DEFAULT]` as well. */
function plugin(
  section: string,
  options: { factory: string; key: string; context: LoadContext },
): PluginConfig {
  const { factory, key, context } = options;
  const keys = context.document.keys(section).filter((other) => other !== key);
  const table = Object.fromEntries(
    keys.map((name) => [name, { kind: "text", default: null, since: "3.0", doc: "" } as const]),
  );
  const reader = new SectionReader(table, context, { section });
  return {
    name: sectionName(section),
    factory,
    options: Object.fromEntries(keys.map((name) => [name, reader.read(name) ?? ""])),
    origin: reader.origin(),
  };
}
