/**
 * One run of the daemon, from a loaded config to the moment when everything has stopped: the place
 * where the adapters meet the core.
 *
 * @module
 */

import { reachablePath } from "#lib/permissions/shared_memory.ts";
import type { Config, ServerConfig } from "#lib/config/config.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { ExecutableFiles } from "./adapters/executable_files.ts";
import { isGranted } from "./adapters/granted.ts";
import { Pidfile } from "./adapters/pidfile.ts";
import { ChildRecord } from "./child_record.ts";
import type { DaemonHost } from "./daemon_host.ts";
import type { SignalActions } from "./daemon_signals.ts";
import type { EventBus } from "./event_bus.ts";
import { exposedFiles } from "./exposed_files.ts";
import { createHandler, type ServeHandler } from "./http/app.ts";
import { EventStreams } from "./http/event_streams.ts";
import { type HandlerParts, type HttpServers, openServers } from "./http/listeners.ts";
import { pathOf } from "./http/request_path.ts";
import { removeAutoLogs } from "./output/auto_log.ts";
import type { PluginHost } from "./plugins/plugin_host.ts";
import { PermissionCheck } from "./permission_check.ts";
import { restartObstacles } from "./restart_check.ts";
import { SUPERVISOR_VERSION } from "./plan_version.ts";
import { beginLog, tellBackground } from "./run_log.ts";
import { clientDispatcher, pluginHost } from "./run_rpc.ts";
import type { ServersUsage } from "./service/denvisor_info.ts";
import { createSupervisor } from "./run_supervisor.ts";
import { logSource } from "./service/log_paths.ts";
import { SupervisorService } from "./service/service.ts";
import { WebSource } from "./service/web_source.ts";
import { StallWatch } from "./stall_watch.ts";
import type { Supervisor } from "./supervisor.ts";
import { Ticker } from "./ticker.ts";
import { readClientScript } from "./web/client_script.ts";
import { Assets } from "./web/routes/assets.ts";
import { FormTokens } from "./web/routes/form_tokens.ts";
import type { Web } from "./web/routes/web.ts";
import { runPs } from "./web/usage/ps_program.ts";
import { errorMessage } from "#lib/text/error_text.ts";

/**
 * Runs `config` until it is shut down or restarted. After a restart (`host.former`) nothing is thrown.
 *
 * @throws {ListenError} when a server cannot be opened; nothing was started then (B-04)
 * @throws {LogOpenError} when the activity log cannot be opened
 * @throws {FcgiSocketError} when a FastCGI group's socket cannot be had
 */
export async function runDaemon(config: Config, host: DaemonHost): Promise<"restart" | "shutdown"> {
  const { activity } = host;
  beginLog(config, host);
  const run = new Run(config, host);
  try {
    return await run.go();
  } finally {
    await activity.flush();
    activity.close();
  }
}

class Run {
  readonly #config: Config;
  readonly #host: DaemonHost;
  readonly #bus: EventBus;
  readonly #supervisor: Supervisor;
  readonly #service: SupervisorService;
  readonly #dispatcher: Dispatcher;
  readonly #plugins: PluginHost;
  #servers: HttpServers | null = null;
  readonly #events: EventStreams;
  readonly #webSource: WebSource;
  readonly #web: Web;
  readonly #permissions: PermissionCheck;
  readonly #stalls: StallWatch;
  readonly #children: ChildRecord;

  constructor(config: Config, host: DaemonHost) {
    this.#config = config;
    this.#host = host;
    this.#bus = host.bus;
    this.#permissions = new PermissionCheck({
      ...{ uid: host.user.uid, cwd: host.cwd, path: host.path, users: host.users },
      executables: new ExecutableFiles(host.user, host.directories),
    });
    this.#events = new EventStreams({ events: this.#bus, clock: host.clock });
    this.#stalls = new StallWatch({ clock: host.clock, log: host.activity.log });
    this.#children = new ChildRecord({ config, host, stalls: this.#stalls });
    this.#supervisor = createSupervisor(config, {
      ...{ host, permissions: this.#permissions, register: this.#children },
    });
    this.#service = this.#createService();
    this.#webSource = this.#createWebSource();
    this.#web = {
      view: this.#webSource,
      tokens: new FormTokens(),
      assets: new Assets({
        script: readClientScript(),
        modified: new Date(host.clock.wall()),
      }),
      clock: host.clock,
    };
    const rpc = {
      ...{ config, host, supervisor: this.#supervisor },
      ...{ api: this.#service, version: SUPERVISOR_VERSION },
      enter: (method: string): void => this.#stalls.enter(method),
      usage: (): ServersUsage => this.#servers?.usage() ?? {},
    };
    this.#dispatcher = clientDispatcher(rpc);
    this.#plugins = pluginHost(rpc, this.#dispatcher);
  }

  async go(): Promise<"restart" | "shutdown"> {
    const { activity, pid, clock, standalone } = this.#host;
    if (standalone) this.#reportPermissions();
    // First: a signal that comes during the start counts.
    using _signals = this.#host.signals?.attach(this.#signalActions());
    const servers = await this.#openServers();
    this.#servers = servers;
    for (const warning of exposedFiles(this.#config)) activity.log("warn", warning);
    const pidfile = standalone ? new Pidfile(this.#config.supervisord.pidfile) : null;
    using _ticker = new Ticker({ bus: this.#bus, clock });
    using _webSource = this.#webSource;
    using _stalls = this.#stalls;
    using _children = this.#children;
    let settled = Promise.resolve();
    try {
      if (standalone) this.#removeOldLogs();
      this.#createGroups();
      if (standalone) tellBackground(this.#config, this.#host);
      if (pidfile !== null) this.#writePidfile(pidfile);
      activity.log("info", `supervisord started with pid ${pid}`);
      settled = this.#children.settle(() => this.#supervisor.processes());
      this.#supervisor.holdStarts(settled);
      await Promise.race([settled, this.#supervisor.ended]);
      await Promise.race([this.#plugins.start(), this.#supervisor.ended]);
      await this.#host.ready(this.#service);
      if (this.#supervisor.state === "RUNNING") this.#supervisor.run();
      return await this.#supervisor.ended;
    } finally {
      // Who goes down while it ends the processes of a killed daemon ends them first, as its own.
      await settled;
      await this.#plugins[Symbol.asyncDispose]();
      await this.#supervisor.close();
      await servers.close();
      pidfile?.remove();
    }
  }

  /** The launcher plans for a config; a restart with another one may need what was not planned. */
  #reportPermissions(): void {
    for (const line of this.#permissions.report(this.#config)) {
      this.#host.activity.log("error", line);
    }
  }

  #createGroups(): void {
    const { former, activity } = this.#host;
    const tell = (error: Error): void => activity.log("critical", error.message);
    this.#supervisor.createGroups(former === undefined ? undefined : tell);
  }

  #createService(): SupervisorService {
    const host = this.#host;
    const { source, activity, clock, pid } = host;
    const [config, permissions] = [this.#config, this.#permissions];
    return new SupervisorService({
      supervisor: this.#supervisor,
      bus: this.#bus,
      clock,
      log: activity.log,
      mainLog: activity,
      version: SUPERVISOR_VERSION,
      pid,
      load: () => source.reload(),
      restartObstacles: (next) => restartObstacles(next, { config, permissions, host }),
    });
  }

  #createWebSource(): WebSource {
    const { clock, pid } = this.#host;
    return new WebSource({
      supervisor: this.#supervisor,
      bus: this.#bus,
      clock,
      version: SUPERVISOR_VERSION,
      pid,
      configPath: this.#config.path,
      remote: this.#host.remote,
      runPs,
      mayRun: (path) => isGranted({ kind: "run", value: path }),
    });
  }

  async #openServers(): Promise<HttpServers> {
    const { activity, user, former } = this.#host;
    return await openServers(this.#config.servers, {
      handlerFor: (server, parts) => this.#handlerFor(server, parts),
      logger: activity,
      user,
      hostName: Deno.hostname(),
      descriptors: this.#config.supervisord.minfds,
      reach: (path) => reachablePath(path, this.#config.supervisord.pidfile),
      rpcInterfaces: this.#config.rpcInterfaces.map(({ name }) => name),
      patient: former !== undefined,
    });
  }

  #handlerFor(server: ServerConfig, parts: HandlerParts): ServeHandler {
    const handler = createHandler({
      ...parts,
      web: this.#web,
      legacyGetActions: server.legacyGetActions,
      dispatcher: this.#dispatcher,
      api: this.#service,
      isShuttingDown: () => this.#supervisor.state !== "RUNNING",
      logs: logSource(this.#supervisor, this.#host.activity),
      events: this.#events,
      logger: this.#host.activity,
    });
    return (request, info) => {
      this.#stalls.enter(() => `${request.method} ${pathOf(request)}`);
      return handler(request, info);
    };
  }

  #signalActions(): SignalActions {
    const { activity } = this.#host;
    return {
      state: () => this.#supervisor.state,
      shutdown: () => void this.#supervisor.end("shutdown"),
      restart: () => {
        this.#service.restart().catch((error) =>
          activity.log("error", `not restarted: ${errorMessage(error)}`)
        );
      },
      reopenLogs: () => {
        activity.reopen();
        for (const process of this.#supervisor.processes()) process.logs.reopen();
        this.#servers?.reload();
      },
    };
  }

  /** Only after the servers are open: until then another daemon may be using these files (B-04). */
  #removeOldLogs(): void {
    const { childlogdir, identifier, nocleanup } = this.#config.supervisord;
    if (!nocleanup) removeAutoLogs(childlogdir, { identifier, log: this.#host.activity.log });
  }

  #writePidfile(pidfile: Pidfile): void {
    try {
      pidfile.write(this.#host.pid);
    } catch {
      this.#host.activity.log(
        "critical",
        `could not write pidfile ${this.#config.supervisord.pidfile}`,
      );
    }
  }
}
