/**
 * One run of the daemon, from a loaded config to the moment when everything has stopped: the place
 * where the adapters meet the core.
 *
 * @module
 */

import type { Config, ServerConfig } from "#lib/config/config.ts";
import { defaultServerUrl } from "#lib/config/servers.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { CommandSpawner } from "./adapters/command_spawner.ts";
import { ExecutableFiles } from "./adapters/executable_files.ts";
import { FcgiListeners } from "./adapters/fcgi_listener.ts";
import type { HelperPrograms } from "./adapters/helper_programs.ts";
import { Pidfile } from "./adapters/pidfile.ts";
import { KillProgram } from "./adapters/process_groups.ts";
import { lookAtProcesses } from "./adapters/process_table.ts";
import type { ConfigSource } from "./config_source.ts";
import { handleSignals } from "./daemon_signals.ts";
import type { EventBus } from "./event_bus.ts";
import type { EventSerials } from "./event_serials.ts";
import { exposedFiles } from "./exposed_files.ts";
import { createHandler, type ServeHandler } from "./http/app.ts";
import { EventStreams } from "./http/event_streams.ts";
import { type HandlerParts, type HttpServers, openServers } from "./http/listeners.ts";
import { pathOf } from "./http/request_path.ts";
import { LogFactory } from "./log_factory.ts";
import type { DaemonLog } from "./output/activity_log.ts";
import { removeAutoLogs } from "./output/auto_log.ts";
import type { OwnStreams } from "./output/own_streams.ts";
import { sinkOpener } from "./output/sink.ts";
import type { Syslog } from "./output/syslog.ts";
import type { PluginHost } from "./plugins/plugin_host.ts";
import { settleOrphans, stopRuleOf } from "./orphans.ts";
import { PermissionCheck } from "./permission_check.ts";
import { SUPERVISOR_VERSION } from "./plan_version.ts";
import { type ChildRegister, ProcessLauncher } from "./process_launcher.ts";
import { clientDispatcher, pluginHost } from "./run_rpc.ts";
import { logSource } from "./service/log_paths.ts";
import { SupervisorService } from "./service/service.ts";
import { WebSource } from "./service/web_source.ts";
import { StallWatch } from "./stall_watch.ts";
import { StateFile, stateFilePath } from "./state_file.ts";
import { Supervisor } from "./supervisor.ts";
import { Ticker } from "./ticker.ts";
import { readClientScript } from "./web/client_script.ts";
import { Assets } from "./web/routes/assets.ts";
import { FormTokens } from "./web/routes/form_tokens.ts";
import type { Web } from "./web/routes/web.ts";
import { runPs } from "./web/usage/ps_program.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Users } from "#lib/ports/users.ts";
import { errorMessage } from "#lib/text/error_text.ts";

const RUNS_AS_ROOT =
  "Supervisor is running as root.  Privileges were not dropped because no user is " +
  "specified in the config file.  If you intend to run as root, you can set user=root in the " +
  "config file to avoid this message.";

/** What stays over restarts. */
export interface DaemonHost {
  readonly clock: Clock;
  readonly users: Users;
  readonly source: ConfigSource;
  readonly helpers: HelperPrograms;
  readonly activity: DaemonLog;
  /** Carries the events of all runs, so that those who subscribe from outside do so once. */
  readonly bus: EventBus;
  readonly streams: OwnStreams;
  readonly syslog: Syslog;
  readonly serials: EventSerials;
  readonly user: { readonly uid: number; readonly gid: number; readonly name: string };
  readonly pid: number;
  readonly cwd: string;
  /** Directories that exist but may not be looked at. */
  readonly directories: readonly string[];
  /** The daemon's own `PATH`. */
  readonly path: string | undefined;
  /** `PWD` of the daemon's environment, which its children get as it is. */
  readonly pwd: string | undefined;
  /**
   * Whether this process is the daemon. When it is a program that embeds a supervisor, signals are the
   * program's business, there is no pidfile, and AUTO logs of earlier runs, which may be somebody
   * else's, stay where they are.
   */
  readonly standalone: boolean;
  /** Called once servers listen and the pidfile is written; programs start when it is done. */
  ready(api: SupervisorApi): void | Promise<void>;
}

/**
 * Runs `config` until it is shut down or restarted.
 *
 * @throws {ListenError} when a server cannot be opened; nothing was started then (B-04)
 * @throws {LogOpenError} when the activity log cannot be opened
 */
export async function runDaemon(config: Config, host: DaemonHost): Promise<"restart" | "shutdown"> {
  const { activity, streams, syslog } = host;
  if (host.standalone) reportUser(config, host);
  for (const { level, message } of config.notices) activity.log(level, message);
  activity.open(config.supervisord, { streams, syslog });
  const run = new Run(config, host);
  try {
    return await run.go();
  } finally {
    await activity.flush();
    activity.close();
  }
}

function reportUser(config: Config, { activity, user }: DaemonHost): void {
  const wanted = config.supervisord.user;
  if (wanted !== null) activity.log("info", `Set uid to user ${wanted} succeeded`);
  else if (user.uid === 0) activity.log("critical", RUNS_AS_ROOT);
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
  readonly #children: StateFile | null;

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
    this.#children = host.standalone
      ? new StateFile({
        path: stateFilePath(config.supervisord.pidfile),
        uid: host.user.uid,
        log: host.activity.log,
      })
      : null;
    this.#supervisor = this.#createSupervisor();
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
    };
    this.#dispatcher = clientDispatcher(rpc);
    this.#plugins = pluginHost(rpc, this.#dispatcher);
  }

  async go(): Promise<"restart" | "shutdown"> {
    const { activity, pid, clock, standalone } = this.#host;
    if (standalone) this.#reportPermissions();
    // First: a signal that comes during the start counts, and Deno needs a listener to survive EMFILE.
    using _signals = standalone ? this.#handleSignals() : null;
    const servers = await this.#openServers();
    this.#servers = servers;
    for (const warning of exposedFiles(this.#config)) activity.log("warn", warning);
    const pidfile = standalone ? new Pidfile(this.#config.supervisord.pidfile) : null;
    using _ticker = new Ticker({ bus: this.#bus, clock });
    using _webSource = this.#webSource;
    using _stalls = this.#stalls;
    using _children = this.#children;
    try {
      if (standalone) this.#removeOldLogs();
      this.#supervisor.createGroups();
      if (pidfile !== null) this.#writePidfile(pidfile);
      activity.log("info", `supervisord started with pid ${pid}`);
      await Promise.race([this.#settleOrphans(), this.#supervisor.ended]);
      await Promise.race([this.#plugins.start(), this.#supervisor.ended]);
      await this.#host.ready(this.#service);
      if (this.#supervisor.state === "RUNNING") this.#supervisor.run();
      return await this.#supervisor.ended;
    } finally {
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

  #createSupervisor(): Supervisor {
    const { clock, activity, serials, helpers, users, user, cwd, path, streams, syslog } =
      this.#host;
    const factory = new LogFactory({
      logger: activity,
      openSink: sinkOpener({ streams, log: activity.log, clock }),
      syslog,
      emit: (event) => this.#bus.emit(event),
      wants: (name) => this.#bus.wants(name),
      settings: () => this.#supervisor.settings,
    });
    return new Supervisor(this.#config, {
      clock,
      logger: activity,
      bus: this.#bus,
      serials,
      launcher: new ProcessLauncher({
        spawner: new CommandSpawner(helpers.spawn, { users, ...user, pwd: this.#host.pwd }),
        executables: new ExecutableFiles(user, this.#host.directories),
        cwd,
        path,
        serverUrl: () => defaultServerUrl(this.#config.servers),
        socketOf: (group) => this.#supervisor.group(group)?.socket?.descriptor() ?? null,
        register: this.#register(),
        lacks: (config) => this.#permissions.lacks(config),
      }),
      groups: new KillProgram(helpers.killer),
      sockets: new FcgiListeners(),
      logsOf: (process, group) => factory.logsOf(process, group),
    });
  }

  #createService(): SupervisorService {
    const { source, activity, clock, pid } = this.#host;
    return new SupervisorService({
      supervisor: this.#supervisor,
      bus: this.#bus,
      clock,
      log: activity.log,
      mainLog: activity,
      version: SUPERVISOR_VERSION,
      pid,
      load: () => source.reload(),
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
      runPs,
    });
  }

  /** The answers that are worth keeping. */
  async #openServers(): Promise<HttpServers> {
    const { activity, user } = this.#host;
    return await openServers(this.#config.servers, {
      handlerFor: (server, parts) => this.#handlerFor(server, parts),
      logger: activity,
      user,
      hostName: Deno.hostname(),
      descriptors: this.#config.supervisord.minfds,
      rpcInterfaces: this.#config.rpcInterfaces.map(({ name }) => name),
    });
  }

  /** What a daemon that was killed left, and from now on what this one would leave. */
  async #settleOrphans(): Promise<void> {
    const children = this.#children;
    if (children === null) return;
    const { clock, activity, helpers } = this.#host;
    const living = await settleOrphans(children.claim(), {
      ...{ clock, log: activity.log, look: lookAtProcesses },
      groups: new KillProgram(helpers.killer),
      kill: this.#config.supervisord.orphans === "kill",
      ruleOf: (child) => stopRuleOf(child, this.#supervisor.processes()),
    });
    for (const child of living) children.add(child);
  }

  #register(): ChildRegister {
    return {
      starting: (process) => this.#stalls.enter(`start of ${process.name}`),
      started: ({ group, name }, pid) =>
        this.#children?.add({ pid, group, name, started: this.#host.clock.wall() }),
      ended: (process, pid) => {
        this.#stalls.enter(`end of ${process.name}`);
        this.#children?.remove(pid);
      },
    };
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

  #handleSignals(): Disposable {
    const { activity } = this.#host;
    return handleSignals({
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
    }, { log: activity.log, supervisor: this.#supervisor });
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
