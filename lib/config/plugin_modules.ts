/**
 * `[plugin:x]`: modules of Denvisor's own and what they may use (docs/plugins.md).
 *
 * @module
 */

import { originsOf, sectionName } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import type { PluginModuleConfig, PluginPermissions } from "./config.ts";
import { PLUGIN_OPTIONS } from "./options/unit_options.ts";
import { absolutePath, dirname, expandUser } from "./paths.ts";
import { argumentsOf, OWN_NAMESPACES, sectionsWith } from "./plugin_sections.ts";
import { SectionReader } from "./section_reader.ts";

/** Denvisor's own plugins. Relative paths start in the directory of the file that they stand in. */
export function readPluginModules(context: BuildContext): readonly PluginModuleConfig[] {
  return sectionsWith("plugin:", context).map((section) => {
    const names = new Map([["here", context.main.here]]);
    const reader = new SectionReader(PLUGIN_OPTIONS, context, { section, names });
    const name = sectionName(section);
    checkName(name, { reader, context });
    return {
      name,
      module: readModule(reader, context),
      permissions: readPermissions(reader, context),
      options: argumentsOf(section, { except: Object.keys(PLUGIN_OPTIONS), context, names }),
      origin: reader.origin(),
      origins: originsOf(context.document, section),
    };
  });
}

type PluginReader = SectionReader<typeof PLUGIN_OPTIONS>;

/** The name is a namespace of the RPC and a command of the client. */
function checkName(
  name: string,
  { reader, context }: { readonly reader: PluginReader; readonly context: BuildContext },
): void {
  const isTaken = OWN_NAMESPACES.includes(name) || name === "supervisor" ||
    context.document.section(`rpcinterface:${name}`) !== null;
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    reader.problem(`Invalid name of a plugin: '${name}' is not made of letters, digits and '_'`);
  } else if (isTaken) reader.problem(`Invalid name of a plugin: '${name}' is taken`);
}

function readModule(reader: PluginReader, context: BuildContext): string {
  const module = reader.read("module");
  if (!module) {
    reader.problem(`section [${reader.section}] does not specify a module`, "module");
    return "";
  }
  const path = resolved(module, { key: "module", reader, context });
  if (context.fs.kind(path) === null) {
    reader.problem(`Cannot find the module '${module}': there is no ${path}`, "module");
  }
  return path;
}

function readPermissions(reader: PluginReader, context: BuildContext): PluginPermissions {
  const paths = (key: "allow_read" | "allow_write"): readonly string[] =>
    reader.read(key).map((path) => resolved(path, { key, reader, context }));
  return {
    // A bare name is looked for on PATH, as that of a program.
    run: reader.read("allow_run").map((word) =>
      word.includes("/") ? resolved(word, { key: "allow_run", reader, context }) : word
    ),
    read: paths("allow_read"),
    write: paths("allow_write"),
    net: reader.read("allow_net"),
    env: reader.read("allow_env"),
    sys: readSystemFacts(reader),
  };
}

/** The names that Deno has for facts about the system; it would refuse to start with any other. */
const SYSTEM_FACTS: readonly string[] = [
  ...["cpus", "getPriority", "getegid", "gid", "homedir", "hostname", "loadavg"],
  ...["networkInterfaces", "osRelease", "osUptime", "setPriority", "statfs"],
  ...["systemMemoryInfo", "uid", "userInfo", "username"],
];

function readSystemFacts(reader: PluginReader): readonly string[] {
  const names = reader.read("allow_sys");
  for (const name of names) {
    if (SYSTEM_FACTS.includes(name)) continue;
    const known = SYSTEM_FACTS.join(", ");
    reader.problem(`'${name}' is not a kind of system information (${known})`, "allow_sys");
  }
  return names;
}

function resolved(
  path: string,
  options: {
    readonly key: "module" | "allow_run" | "allow_read" | "allow_write";
    readonly reader: PluginReader;
    readonly context: BuildContext;
  },
): string {
  const { key, reader, context } = options;
  const directory = dirname(absolutePath(reader.origin(key).file, context.host.cwd));
  return absolutePath(expandUser(path, context), directory);
}
