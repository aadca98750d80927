/**
 * One plugin in one run of the daemon.
 *
 * @module
 */

import type { PluginModuleConfig } from "#lib/config/config.ts";
import type { EventUnder } from "#lib/event/hierarchy.ts";
import type { EventName } from "#lib/event/names.ts";
import type { Plugin, PluginContext, StartedPlugin } from "#lib/plugin/plugin.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { RpcNamespace } from "#lib/rpc/namespace.ts";
import type { EventBus } from "../event_bus.ts";
import { errorText } from "#lib/text/error_text.ts";
import { PluginError } from "./plugin_error.ts";
import { pluginNamespace } from "./plugin_namespace.ts";

/** What a plugin gets of the daemon. */
export interface RunningPluginParts {
  readonly bus: EventBus;
  readonly log: Log;
  /** The daemon's methods, as this plugin calls them. */
  readonly supervisor: SupervisorApi;
  load(config: PluginModuleConfig): Promise<Plugin>;
  /** Makes methods callable. @throws {Error} when there are such methods already */
  addNamespace(namespace: RpcNamespace): void;
}

/** Starts at once. Nothing that the plugin does throws here: it is logged. */
export class RunningPlugin {
  readonly #config: PluginModuleConfig;
  readonly #parts: RunningPluginParts;
  readonly #log: Log;
  readonly #ending = new AbortController();
  readonly #subscriptions = new Set<Disposable>();
  readonly #started: Promise<StartedPlugin | null>;
  #silent = false;

  constructor(config: PluginModuleConfig, parts: RunningPluginParts) {
    this.#config = config;
    this.#parts = parts;
    this.#log = (level, message) => parts.log(level, `${this.name}: ${message}`);
    this.#started = this.#start();
  }

  /** As it is named in the log, `plugin:x`. */
  get name(): string {
    return `plugin:${this.#config.name}`;
  }

  /** Resolves when it has started, or has failed to. */
  async whenStarted(): Promise<void> {
    await this.#started;
  }

  /** Ends it; one that is still starting ends when it has started. */
  async end(): Promise<void> {
    this.#ending.abort();
    const started = await this.#started;
    try {
      await started?.[Symbol.asyncDispose]?.();
    } catch (error) {
      this.#log("error", `did not end well: ${errorText(error)}`);
    } finally {
      this.silence();
    }
  }

  /** Calls no handler any more, nor any that comes later: the bus outlives the run. */
  silence(): void {
    this.#silent = true;
    for (const subscription of [...this.#subscriptions]) subscription[Symbol.dispose]();
  }

  async #start(): Promise<StartedPlugin | null> {
    const { name } = this.#config;
    try {
      const plugin = await this.#parts.load(this.#config);
      const started = await plugin.start(this.#context()) ?? {};
      const { methods } = started;
      if (methods !== undefined && !this.#ending.signal.aborted) {
        this.#parts.addNamespace(pluginNamespace({ name, methods, log: this.#log }));
      }
      this.#log("info", "started");
      return started;
    } catch (error) {
      this.silence();
      const text = error instanceof PluginError ? error.message : errorText(error);
      this.#log("error", `not started: ${text}`);
      return null;
    }
  }

  #context(): PluginContext {
    const { name, options } = this.#config;
    return {
      ...{ name, options, log: this.#log, supervisor: this.#parts.supervisor },
      signal: this.#ending.signal,
      subscribe: (handler, names) => this.#subscribe(handler, names),
      fault: (code, text) => new Fault(code, text),
    };
  }

  #subscribe<N extends EventName = "EVENT">(
    handler: (event: EventUnder<N>) => void | Promise<void>,
    names?: Iterable<N>,
  ): Disposable {
    if (this.#silent) return { [Symbol.dispose]() {} };
    const handle = async (event: EventUnder<N>): Promise<void> => {
      try {
        await handler(event);
      } catch (error) {
        this.#log("error", `${event.name}: ${errorText(error)}`);
      }
    };
    const subscription = this.#parts.bus.subscribe<N>((event) => void handle(event), names);
    const own: Disposable = {
      [Symbol.dispose]: () => {
        this.#subscriptions.delete(own);
        subscription[Symbol.dispose]();
      },
    };
    this.#subscriptions.add(own);
    return own;
  }
}
