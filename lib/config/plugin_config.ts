/**
 * The part of the configuration that RPC interfaces and plugins are made from.
 *
 * @module
 */

import type { Origin } from "./config.ts";

/** `[rpcinterface:x]` or `[ctlplugin:x]`: a factory and its free keys. */
export interface PluginConfig {
  /** The part of the section's name after the colon. */
  readonly name: string;
  /** As written, `package.module:function`. */
  readonly factory: string;
  /** The other keys. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the section stands. */
  readonly origin: Origin;
}

/** What a plugin may use beyond what the daemon may anyway: values of Deno's permission lists. */
export interface PluginPermissions {
  /** Executables: paths, or names on `PATH`. */
  readonly run: readonly string[];
  /** Absolute paths. */
  readonly read: readonly string[];
  /** Absolute paths. */
  readonly write: readonly string[];
  /** Addresses, `host` or `host:port`. */
  readonly net: readonly string[];
  /** Names of environment variables. */
  readonly env: readonly string[];
  /** Deno's names of facts about the system. */
  readonly sys: readonly string[];
}

/** `[plugin:x]`: a module of Denvisor's own and its free keys. */
export interface PluginModuleConfig {
  /** The part of the section's name after the colon. */
  readonly name: string;
  /** Absolute path. */
  readonly module: string;
  /** What the section grants. */
  readonly permissions: PluginPermissions;
  /** The other keys. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the section stands. */
  readonly origin: Origin;
  /** Where each key stands, by lower-case key. */
  readonly origins: Readonly<Record<string, Origin>>;
}
