/**
 * The `denvisor` namespace: what Denvisor's own clients ask beyond Supervisor's interface.
 *
 * @module
 */

import project from "../../deno.json" with { type: "json" };
import type { Clock } from "#lib/ports/clock.ts";
import { bindNamespace, type RpcNamespace } from "#lib/rpc/namespace.ts";
import type { UsageSnapshot } from "../http/server_usage.ts";
import type { Supervisor } from "../supervisor.ts";

/** Answer of `denvisor.getInfo`. */
export interface DaemonInfo {
  /** Version of Denvisor. */
  readonly denvisor: string;
  /** Version of Deno that it runs on. */
  readonly deno: string;
  /** The Supervisor version that it stands for. */
  readonly supervisor: string;
  readonly pid: number;
  readonly identifier: string;
  /** Path of the config file. */
  readonly config: string;
  /** Unix time of the daemon's start, in seconds. */
  readonly started: number;
  /** Processes, active ones. */
  readonly processes: number;
  /** Bytes of memory that the daemon occupies. */
  readonly rss: number;
  /** Limits of the HTTP servers, what of them is in use, and what was refused, by section. */
  readonly servers: ServersUsage;
}

/** What clients use of each server, by section. */
export type ServersUsage = Readonly<Record<string, UsageSnapshot>>;

interface DenvisorApi {
  getInfo(): Promise<DaemonInfo>;
}

/** What the answer is made of. */
export interface InfoParts {
  readonly supervisor: Supervisor;
  readonly clock: Clock;
  readonly pid: number;
  readonly version: string;
  readonly config: string;
  /** What clients use now, and were refused since the start. */
  readonly usage: () => ServersUsage;
}

/** The namespace of one run of the daemon. */
export function denvisorNamespace(parts: InfoParts): RpcNamespace {
  const started = Math.floor(parts.clock.wall() / 1000);
  const api: DenvisorApi = {
    getInfo: () =>
      Promise.resolve({
        denvisor: project.version,
        deno: Deno.version.deno,
        supervisor: parts.version,
        pid: parts.pid,
        identifier: parts.supervisor.settings.identifier,
        config: parts.config,
        started,
        processes: parts.supervisor.processes().length,
        rss: Deno.memoryUsage().rss,
        servers: parts.usage(),
      }),
  };
  return bindNamespace<DenvisorApi>({
    name: "denvisor",
    api,
    table: {
      getInfo: {
        params: [],
        result: "struct",
        doc: "Versions and facts of the daemon.",
        returns:
          "{denvisor, deno, supervisor, pid, identifier, config, started, processes, rss, servers}.",
        duringShutdown: true,
        unlisted: true,
      },
    },
  });
}
