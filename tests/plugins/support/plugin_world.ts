/**
 * Plugins with everything that they get of a daemon, in one process and on a clock that stands still.
 *
 * @module
 */

import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { calledThrough } from "#daemon/plugins/called_through.ts";
import { PluginHost } from "#daemon/plugins/plugin_host.ts";
import { changeLog } from "#daemon/service/change_log.ts";
import type { PluginModuleConfig } from "#lib/config/config.ts";
import type { Plugin } from "#lib/plugin/plugin.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Dispatcher } from "#lib/rpc/dispatch.ts";
import { type Caller, supervisorNamespace } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { faultOf } from "#tests/support/fault_of.ts";

/** A plugin by the name of its section, or a promise of one. */
export type PluginsByName = Readonly<Record<string, Plugin | (() => Promise<Plugin>)>>;

/** What the daemon does when plugins call it; everything else is a mistake of the test. */
export type FakeApi = Partial<SupervisorApi>;

const CALLER: Caller = { peer: "test", user: "me" };

/** A daemon with plugins and nothing else. */
export class PluginWorld {
  readonly clock: FakeClock = new FakeClock();
  readonly lines: string[] = [];
  readonly bus: EventBus = new EventBus({ onError: (error) => assert.fail(String(error)) });
  readonly host: PluginHost;
  /** True while the daemon goes down. */
  stopping = false;
  readonly #dispatcher: Dispatcher;

  constructor(plugins: PluginsByName, api: FakeApi = {}) {
    const log = (level: string, message: string): void =>
      void this.lines.push(`${level} ${message}`);
    const parts = { isShuttingDown: () => this.stopping, onCall: changeLog(log) };
    const own = new Dispatcher({ ...parts, namespaces: [supervisorNamespace(fullApi(api))] });
    this.#dispatcher = new Dispatcher({ ...parts, namespaces: [] });
    this.host = new PluginHost({
      ...{ plugins: Object.keys(plugins).map(section), bus: this.bus, clock: this.clock, log },
      apiFor: (caller) => calledThrough(own, caller),
      addNamespace: (namespace) => this.#dispatcher.add(namespace),
      load: async ({ name }) => {
        const plugin = plugins[name]!;
        return typeof plugin === "function" ? await plugin() : plugin;
      },
    });
  }

  async call(method: string, ...params: readonly RpcValue[]): Promise<unknown> {
    return await this.#dispatcher.call({ method, params }, CALLER);
  }

  /** The fault that a call is answered with, `CODE TEXT`. */
  async faultOf(method: string, ...params: readonly RpcValue[]): Promise<string> {
    return await faultOf(this.call(method, ...params));
  }

  /** Lets everything happen that waits for nothing but its turn. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  }

  /** The first lines of what was logged, without stacks. */
  get heads(): readonly string[] {
    return this.lines.map((line) => line.split("\n")[0]!);
  }
}

function section(name: string): PluginModuleConfig {
  const origin = { file: "/work/s.conf", line: 1 };
  const permissions = { run: [], read: [], write: [], net: [], env: [], sys: [] };
  const options = { greeting: `hello from ${name}` };
  return { name, module: `/work/${name}.ts`, permissions, options, origin, origins: {} };
}

function fullApi(api: FakeApi): SupervisorApi {
  return new Proxy(api, {
    get: (target, name) =>
      Reflect.get(target, name) ?? (() => assert.fail(`${String(name)} is not called here`)),
  }) as SupervisorApi;
}
