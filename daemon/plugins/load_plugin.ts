/**
 * From a `[plugin:x]` section to the plugin that its module exports.
 *
 * @module
 */

import { nodeUrl } from "#daemon/adapters/node_builtins.ts";
import type { PluginModuleConfig } from "#lib/config/config.ts";
import type { NeededPermissions, Plugin } from "#lib/plugin/plugin.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { missingPermissions } from "./missing_permissions.ts";
import { PluginError } from "./plugin_error.ts";

/** Deno's text for an import of a file that is in no list. */
const UNREADABLE = /^Requires read access to "([^"]+)"/;

/**
 * Loads the module and looks whether the daemon may do what the plugin needs. A module is read once in
 * the life of a process, also over restarts.
 *
 * @throws {PluginError}
 */
export async function loadPlugin(config: PluginModuleConfig): Promise<Plugin> {
  const { plugin } = await importModule(config.module);
  if (!isPlugin(plugin)) {
    throw new PluginError(
      `'${config.module}' is no plugin: it has no 'export const plugin = definePlugin({ … })'`,
    );
  }
  const missing = missingPermissions(neededBy(plugin, config));
  if (missing.length > 0) throw new PluginError(`It needs ${missing.join(" and ")} in its section`);
  return plugin;
}

async function importModule(path: string): Promise<{ readonly plugin?: unknown }> {
  try {
    return await import(nodeUrl().pathToFileURL(path).href);
  } catch (error) {
    const text = plainMessage(error);
    const [, unreadable] = UNREADABLE.exec(text) ?? [];
    throw new PluginError(
      unreadable === undefined
        ? `Cannot load '${path}': ${text}`
        : `Cannot load '${path}': it imports '${unreadable}', which allow_read= of its section ` +
          "does not name",
      { cause: error },
    );
  }
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && "start" in value &&
    typeof value.start === "function";
}

function neededBy(plugin: Plugin, { options }: PluginModuleConfig): NeededPermissions {
  const { permissions = {} } = plugin;
  return typeof permissions === "function" ? permissions(options) : permissions;
}

/** Deno paints the places in its messages, and puts them on lines of their own. */
function plainMessage(error: unknown): string {
  const text = errorMessage(error);
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[\d;]*m/g, "").replaceAll(/\s*\n\s*/g, " ");
}
