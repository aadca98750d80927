/**
 * `[rpcinterface:x]` and `[ctlplugin:x]`, whose factories name Python code (rows CFG-118 and CFG-119).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { sectionName } from "./build_context.ts";
import type { PluginConfig } from "./config.ts";
import { CTLPLUGIN_OPTIONS, RPCINTERFACE_OPTIONS } from "./options/unit_options.ts";
import { argumentsOf, OWN_NAMESPACES, sectionsWith } from "./plugin_sections.ts";
import { SectionReader } from "./section_reader.ts";
import type { LoadContext } from "./section_reader.ts";
import { suggest } from "./suggest.ts";

/** The factory of the interface that Supervisor's own clients use. */
export const MAIN_INTERFACE = "supervisor.rpcinterface:make_main_rpcinterface";

/** The factory of the interface that adds programs to groups, and what its section may say. */
export const TWIDDLER_INTERFACE = "supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface";

const TWIDDLER_ARGUMENTS: readonly string[] = ["whitelist"];

const FACTORY = "supervisor.rpcinterface_factory";

/** What to do in place of an interface that only Python can load. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    "multivisor.rpc:make_rpc_interface",
    "it is written in Python, use [eventlistener:multivisor-rpc] with " +
    "command=multivisor-rpc --bind 0:9002 and events=PROCESS_STATE,SUPERVISOR_STATE_CHANGE",
  ],
]);

type InterfaceReader = SectionReader<typeof RPCINTERFACE_OPTIONS>;

/** The RPC interfaces; one that is not built in is a problem, as one that cannot be imported. */
export function readRpcInterfaces(context: LoadContext): readonly PluginConfig[] {
  return sectionsWith("rpcinterface:", context).map((section) => {
    const reader = new SectionReader(RPCINTERFACE_OPTIONS, context, { section });
    const name = sectionName(section);
    const factory = reader.read(FACTORY);
    if (!reader.has(FACTORY)) {
      reader.problem(`section [${section}] does not specify a ${FACTORY}`, FACTORY);
    } else if (factory !== null) {
      checkFactory(factory, { reader, name });
    }
    if (factory === TWIDDLER_INTERFACE) checkTwiddlerArguments(reader, context);
    if (OWN_NAMESPACES.includes(name)) {
      reader.problem(`Could not make ${name} rpc interface: the name is taken`);
    }
    return {
      name,
      factory: factory ?? "",
      options: argumentsOf(section, { except: [FACTORY], context }),
      origin: reader.origin(),
    };
  });
}

/** The plugins of Supervisor's client, which are accepted and not used. */
export function readCtlPlugins(context: LoadContext): readonly PluginConfig[] {
  return sectionsWith("ctlplugin:", context).map((section) => {
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

function checkFactory(
  factory: string,
  { reader, name }: { readonly reader: InterfaceReader; readonly name: string },
): void {
  if (factory === MAIN_INTERFACE || factory === TWIDDLER_INTERFACE) return;
  const reason = ADVICE.get(factory) ??
    `only ${MAIN_INTERFACE} and ${TWIDDLER_INTERFACE} are built in, and no Python can be ` +
      `loaded; take the section out, or write the interface as a module of [plugin:${name}]`;
  reader.problem(`${factory} cannot be resolved within [${reader.section}]: ${reason}`, FACTORY);
}

/**
 * An argument that the factory does not know is refused, as Python does: with a mistyped `whitelist`
 * every method would be open.
 */
function checkTwiddlerArguments(reader: InterfaceReader, context: LoadContext): void {
  const keys = context.document.section(reader.section)?.values ?? new Map();
  for (const [key, { origin }] of keys) {
    if (key === FACTORY || TWIDDLER_ARGUMENTS.includes(key)) continue;
    const meant = suggest(key, TWIDDLER_ARGUMENTS);
    const hint = meant === null ? "" : `, did you mean ${meant}?`;
    context.findings.problem(
      `Could not make ${sectionName(reader.section)} rpc interface: ` +
        `it has no option ${pythonRepr(key)}${hint}`,
      { origin, section: reader.section, option: key },
    );
  }
}
