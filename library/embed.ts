/**
 * What stands behind `Supervisor.start`.
 *
 * @module
 */

import { findHelperPrograms } from "#daemon/adapters/helper_programs.ts";
import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { UserDatabase } from "#daemon/adapters/user_database.ts";
import type { ConfigSource } from "#daemon/config_source.ts";
import { runDaemon } from "#daemon/daemon.ts";
import type { DaemonHost } from "#daemon/daemon_host.ts";
import { reportingBus } from "#daemon/event_bus.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import { ownStreams } from "#daemon/output/own_streams.ts";
import { Syslog } from "#daemon/output/syslog.ts";
import type { Config } from "#lib/config/config.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { SUPERVISOR_METHODS } from "#lib/rpc/methods.ts";
import type { ConfigInput } from "./config_input.ts";
import { configSource, loadFrom } from "./config_source.ts";
import { EmbeddedLog, withoutDefaultLog } from "./embedded_log.ts";
import type { Supervisor } from "./supervisor.ts";
import type { StartOptions } from "./supervisor_starter.ts";

/** Starts a supervisor in this process. @throws as `SupervisorStarter.start` */
export async function embed(input: ConfigInput, options: StartOptions = {}): Promise<Supervisor> {
  const source = configSource(input);
  const config = withoutDefaultLog(loadFrom(source));
  const embedding = new Embedding(source, options);
  await embedding.start(config);
  return facadeOf(embedding);
}

/** One embedded supervisor over its restarts. */
class Embedding {
  readonly host: DaemonHost;
  readonly #started = Promise.withResolvers<void>();
  #ended: Promise<void> = Promise.resolve();
  /** That of the present run, `null` between runs. */
  #api: SupervisorApi | null = null;
  /** The config of the run before, after a restart. */
  #former: Config | null = null;
  #stopping = false;
  #disposed = false;

  constructor(source: ConfigSource, options: StartOptions) {
    this.host = createHost(source, { ...options, ready: (api) => this.#ready(api) });
    this.host.bus.subscribe(() => {
      this.#stopping = true;
    }, ["SUPERVISOR_STATE_CHANGE_STOPPING"]);
  }

  get ended(): Promise<void> {
    return this.#ended;
  }

  /** The one to call a method on. @throws {Fault} SHUTDOWN_STATE as a daemon does (`RPC-043`) */
  apiFor(method: keyof SupervisorApi): SupervisorApi {
    const answers = !this.#stopping || SUPERVISOR_METHODS[method].duringShutdown === true;
    if (this.#api === null || !answers) throw Fault.of("SHUTDOWN_STATE");
    return this.#api;
  }

  async start(config: Config): Promise<void> {
    this.#ended = this.#run(config);
    // Who wants to know of failures asks `ended`; nobody has to.
    this.#ended.catch(() => {});
    await Promise.race([this.#started.promise, this.#ended]);
  }

  async stop(): Promise<void> {
    this.#disposed = true;
    await this.#api?.shutdown();
    await this.#ended;
  }

  async #run(first: Config): Promise<void> {
    let config = first;
    try {
      while (await this.#runOnce(config) === "restart" && !this.#disposed) {
        this.#former = config;
        config = withoutDefaultLog(loadFrom(this.host.source));
      }
    } finally {
      // A daemon's logger ends with the daemon; the program that embeds this one goes on.
      this.host.syslog.close();
    }
  }

  async #runOnce(config: Config): Promise<"restart" | "shutdown"> {
    try {
      const former = this.#former;
      return await runDaemon(config, former === null ? this.host : { ...this.host, former });
    } finally {
      this.#api = null;
    }
  }

  /** Programs start one turn of the event loop later, when the one who waits for `start` has gone on. */
  async #ready(api: SupervisorApi): Promise<void> {
    this.#api = api;
    this.#stopping = false;
    this.#started.resolve();
    if (this.#disposed) await api.shutdown();
    await new Promise<void>((resolve) => void this.host.clock.after(0, resolve));
  }
}

function createHost(
  source: ConfigSource,
  options: StartOptions & Pick<DaemonHost, "ready">,
): DaemonHost {
  const clock = new SystemClock();
  const users = new UserDatabase();
  const activity = new EmbeddedLog(clock, options.log ?? null);
  const { log } = activity;
  const uid = Deno.uid() ?? 0;
  return {
    clock,
    users,
    source,
    helpers: findHelperPrograms(),
    activity,
    bus: reportingBus(log),
    streams: ownStreams({ log, clock }),
    syslog: new Syslog({ tag: "supervisord", log, clock }),
    serials: new EventSerials(),
    user: { uid, gid: Deno.gid() ?? 0, name: users.byUid(uid)?.name ?? String(uid) },
    pid: Deno.pid,
    cwd: Deno.cwd(),
    directories: [],
    remote: [],
    path: Deno.env.get("PATH"),
    pwd: Deno.env.get("PWD"),
    standalone: false,
    ready: options.ready,
  };
}

/**
 * All methods of the table go to the run that is current when they are carried out: later, never in the
 * middle of the change of a state that a handler of events was told of.
 */
function facadeOf(embedding: Embedding): Supervisor {
  const names = Object.keys(SUPERVISOR_METHODS) as (keyof SupervisorApi)[];
  const methods = names.map((name) => {
    const call = async (...args: unknown[]): Promise<unknown> => {
      await Promise.resolve();
      const api = embedding.apiFor(name);
      return await (api[name] as (...args: unknown[]) => unknown).apply(api, args);
    };
    return [name, call] as const;
  });
  const { bus } = embedding.host;
  return {
    ...Object.fromEntries(methods) as unknown as SupervisorApi,
    ended: embedding.ended,
    subscribe: (handler, names) => bus.subscribe(handler, names),
    [Symbol.asyncDispose]: () => embedding.stop(),
  };
}
