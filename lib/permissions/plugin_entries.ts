/**
 * What plugins are granted: their modules, and what their sections say.
 *
 * @module
 */

import type { PluginModuleConfig } from "#lib/config/config.ts";
import type { Account } from "./entries.ts";
import { grant, grantRun } from "./entries.ts";
import type { PermissionEntry } from "./entry.ts";
import { findExecutable } from "./extra_entries.ts";
import type { PermissionFacts } from "./facts.ts";

/**
 * The entries of one `[plugin:x]`. They stand in the configuration and not in the module, so that the plan
 * runs none of its code and a new version of a plugin cannot widen what its operator has granted.
 */
export function pluginEntries(
  plugin: PluginModuleConfig,
  facts: PermissionFacts,
): readonly PermissionEntry[] {
  const { permissions, module } = plugin;
  const listed = (kind: "read" | "write" | "net" | "env" | "sys"): readonly PermissionEntry[] =>
    permissions[kind].map((value) => grant(kind, { ...accountIn(plugin, `allow_${kind}`), value }));
  const allowRun = accountIn(plugin, "allow_run");
  return [
    ...permissions.run.map((word) => grantRun(findExecutable(word, facts), allowRun)),
    grant("read", { ...accountIn(plugin, "module"), value: module }),
    ...libraryEntries(plugin, facts),
    ...listed("read"),
    ...listed("write"),
    ...listed("net"),
    ...listed("env"),
    ...listed("sys"),
  ];
}

/** A module imports `definePlugin` from Denvisor's own sources. */
function libraryEntries(
  plugin: PluginModuleConfig,
  { pluginLibrary }: PermissionFacts,
): readonly PermissionEntry[] {
  if (pluginLibrary === undefined) return [];
  const { reason, origin } = accountIn(plugin, "module");
  return [
    grant("read", { value: pluginLibrary, reason: `${reason}: what plugins import`, origin }),
  ];
}

function accountIn({ name, origin, origins }: PluginModuleConfig, key: string): Account {
  return { reason: `[plugin:${name}] ${key}`, origin: origins[key] ?? origin };
}
