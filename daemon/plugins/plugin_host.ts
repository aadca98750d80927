/**
 * All plugins of one run of the daemon. None of them can keep it from starting, or from ending.
 *
 * @module
 */

import type { PluginModuleConfig } from "#lib/config/config.ts";
import type { Plugin } from "#lib/plugin/plugin.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Caller, RpcNamespace } from "#lib/rpc/namespace.ts";
import type { EventBus } from "../event_bus.ts";
import { loadPlugin } from "./load_plugin.ts";
import { RunningPlugin } from "./running_plugin.ts";

/** Milliseconds that plugins have to start, and to end, all at the same time. */
export const PLUGIN_PATIENCE_MS = 5000;

/** What plugins are run with. */
export interface PluginHostParts {
  readonly plugins: readonly PluginModuleConfig[];
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  /** The daemon's methods as `caller` calls them. */
  apiFor(caller: Caller): SupervisorApi;
  /** Makes methods callable. @throws {Error} when there are such methods already */
  addNamespace(namespace: RpcNamespace): void;
  /** @default imports its module */
  load?(config: PluginModuleConfig): Promise<Plugin>;
}

/** Dispose it when all programs have stopped. */
export class PluginHost implements AsyncDisposable {
  readonly #parts: PluginHostParts;
  #running: readonly RunningPlugin[] = [];

  constructor(parts: PluginHostParts) {
    this.#parts = parts;
  }

  /** Starts all plugins. Resolves when they have started; one that takes too long goes on by itself. */
  async start(): Promise<void> {
    const { plugins, bus, log, apiFor, addNamespace, load = loadPlugin } = this.#parts;
    this.#running = plugins.map((config) =>
      new RunningPlugin(config, {
        ...{ bus, log, load, addNamespace },
        supervisor: apiFor({ peer: `plugin:${config.name}`, user: null }),
      })
    );
    await this.#wait((plugin) => plugin.whenStarted(), "start");
  }

  /** Ends all plugins; one that takes too long is left behind. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#wait((plugin) => plugin.end(), "end");
    for (const plugin of this.#running) plugin.silence();
  }

  async #wait(what: (plugin: RunningPlugin) => Promise<void>, verb: string): Promise<void> {
    const { clock, log } = this.#parts;
    const pending = new Set(this.#running);
    const all = this.#running.map(async (plugin) => {
      await what(plugin);
      pending.delete(plugin);
    });
    const late = Promise.withResolvers<void>();
    const timer = clock.after(PLUGIN_PATIENCE_MS, () => {
      for (const { name } of pending) {
        log("warn", `${name}: takes more than ${PLUGIN_PATIENCE_MS / 1000} seconds to ${verb}`);
      }
      late.resolve();
    });
    await Promise.race([Promise.all(all), late.promise]);
    timer.cancel();
  }
}
