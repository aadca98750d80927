/**
 * What one run of the daemon answers to clients: the namespaces of its sections and of its plugins.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Dispatcher } from "#lib/rpc/dispatch.ts";
import { type EncodedResults, type RpcNamespace, supervisorNamespace } from "#lib/rpc/namespace.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import type { DaemonHost } from "./daemon_host.ts";
import { calledThrough } from "./plugins/called_through.ts";
import { PluginHost } from "./plugins/plugin_host.ts";
import { changeLog } from "./service/change_log.ts";
import { denvisorNamespace, type ServersUsage } from "./service/denvisor_info.ts";
import { EncodedInfo } from "./service/encoded_info.ts";
import { rpcInterfaces } from "./service/rpc_interfaces.ts";
import type { Supervisor } from "./supervisor.ts";

/** What the RPC of a run is made of. */
export interface RunRpcParts {
  readonly config: Config;
  readonly host: DaemonHost;
  readonly supervisor: Supervisor;
  readonly api: SupervisorApi;
  /** The Supervisor version that this daemon stands for. */
  readonly version: string;
  /** Told the name of each method that is about to be carried out. */
  readonly enter: (method: string) => void;
  /** What clients use of the HTTP servers. */
  readonly usage: () => ServersUsage;
}

/** Answers clients. */
export function clientDispatcher(parts: RunRpcParts): Dispatcher {
  const { config, host, supervisor, api, version, usage } = parts;
  return dispatcherOver([
    ...rpcInterfaces(config.rpcInterfaces, {
      ...{ api, supervisor, log: host.activity.log },
      encoded: encodedResults(parts),
      loadProgram: (program) =>
        host.source.loadProgram({
          ...program,
          config: { path: config.path, supervisord: supervisor.settings },
        }),
    }),
    denvisorNamespace({ ...host, supervisor, version, usage, config: config.path }),
  ], parts);
}

/** The plugins, whose methods `dispatcher` will answer with. */
export function pluginHost(parts: RunRpcParts, dispatcher: Dispatcher): PluginHost {
  const { config, host } = parts;
  const own = dispatcherOver([supervisorNamespace(parts.api)], parts);
  return new PluginHost({
    plugins: config.plugins,
    bus: host.bus,
    clock: host.clock,
    log: host.activity.log,
    apiFor: (caller) => calledThrough(own, caller),
    addNamespace: (namespace) => dispatcher.add(namespace),
  });
}

/** Infos are asked for often, by many, and most of them are the same again. */
function encodedResults({ supervisor, host }: RunRpcParts): EncodedResults<SupervisorApi> {
  const infos = new EncodedInfo({ supervisor, clock: host.clock });
  return { getAllProcessInfo: () => infos.getAllProcessInfo() };
}

function dispatcherOver(
  namespaces: readonly RpcNamespace[],
  { host, supervisor, enter }: RunRpcParts,
): Dispatcher {
  const { log } = host.activity;
  const tell = changeLog(log);
  return new Dispatcher({
    namespaces,
    isShuttingDown: () => supervisor.state !== "RUNNING",
    onCall: (call) => {
      enter(call.method);
      tell(call);
    },
    onError: (method, error) => log("error", `${method}: ${errorMessage(error)}`),
  });
}
