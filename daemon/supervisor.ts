/**
 * The daemon's own life: which groups are running, and how everything comes up and goes down.
 *
 * @module
 */

import type {
  Config,
  GroupConfig,
  ProcessConfig,
  ProgramGroupConfig,
  SupervisordConfig,
} from "#lib/config/config.ts";
import { STDOUT_HANDLER, stdoutHandler } from "#lib/event/stdout_result.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ProcessGroups } from "#lib/ports/spawner.ts";
import type { SocketFactory } from "#lib/ports/sockets.ts";
import type { EventBus } from "./event_bus.ts";
import { EventPool } from "./event_pool.ts";
import type { EventSerials } from "./event_serials.ts";
import { FcgiSocketError, SharedSocket } from "./fcgi_socket.ts";
import { Group } from "./group.ts";
import { orderedStop } from "./ordered_stop.ts";
import { missingIn } from "./permission_check.ts";
import type { ManagedProcess, ProcessServices } from "./process.ts";
import type { ProcessLauncher } from "./process_launcher.ts";
import type { ProcessLogs } from "./process_logs.ts";
import { SpawnQueue } from "./spawn_queue.ts";

/** What the daemon is doing. */
export type SupervisorState = "RUNNING" | "RESTARTING" | "SHUTDOWN";

/** What a supervisor works with. */
export interface SupervisorParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly bus: EventBus;
  readonly serials: EventSerials;
  readonly launcher: ProcessLauncher;
  readonly groups: ProcessGroups;
  readonly sockets: SocketFactory;
  logsOf(process: ProcessConfig, group: GroupConfig): ProcessLogs;
  /** Writes whole lines to the daemon's standard output. @default nowhere */
  print?(lines: Uint8Array): void;
}

/** A process that came into an active group, or left it. */
export interface MemberChange {
  readonly kind: "added" | "removed";
  readonly process: ManagedProcess;
}

/** Owns the groups and their processes. */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #services: ProcessServices;
  readonly #queue: SpawnQueue;
  readonly #groups = new Map<string, Group>();
  /** In order; `null` after a change, until somebody asks. */
  #ordered: readonly Group[] | null = null;
  readonly #watchers = new Set<(change: MemberChange) => void>();
  readonly #ended = Promise.withResolvers<"restart" | "shutdown">();
  #held: Promise<void> | null = null;
  #state: SupervisorState = "RUNNING";
  #stopping = false;
  /** The config that was read last; `add` takes groups from it. */
  #config: Config;

  constructor(config: Config, parts: SupervisorParts) {
    this.#config = config;
    this.#parts = parts;
    const isStarting = (): boolean => this.#state === "RUNNING";
    this.#queue = new SpawnQueue({ clock: parts.clock, log: parts.logger.log, isStarting });
    this.#services = {
      clock: parts.clock,
      log: parts.logger.log,
      groups: parts.groups,
      launcher: parts.launcher,
      emit: (event) => parts.bus.emit(event),
      isStarting,
      requestStart: (process) => this.#queue.add(process),
      isStartRequested: (process) => this.#queue.has(process),
      cancelStart: (process) => this.#queue.remove(process),
    };
  }

  get state(): SupervisorState {
    return this.#state;
  }

  /** `[supervisord]` as it was read last: identifier, strip_ansi and others count from then on (PROC-052). */
  get settings(): SupervisordConfig {
    return this.#config.supervisord;
  }

  /** The groups of the config that was read last, active or not. */
  get configured(): readonly GroupConfig[] {
    return this.#config.groups;
  }

  /** Active groups, ascending by priority and name. */
  get groups(): readonly Group[] {
    return this.#ordered ??= [...this.#groups.values()].toSorted((a, b) =>
      a.config.priority - b.config.priority || (a.name < b.name ? -1 : 1)
    );
  }

  /** Resolves when everything has stopped, with what is to happen then. */
  get ended(): Promise<"restart" | "shutdown"> {
    return this.#ended.promise;
  }

  /** Settles as soon as programs may be started; `null` while they may. */
  get held(): Promise<void> | null {
    return this.#held;
  }

  group(name: string): Group | null {
    return this.#groups.get(name) ?? null;
  }

  /** Every process, in the order of automatic starts. */
  processes(): readonly ManagedProcess[] {
    return this.groups.flatMap((group) => group.processes);
  }

  /**
   * Makes the groups of the config; nothing is started yet.
   *
   * @param tell takes the socket that cannot be had, whose processes then fail as they start; without
   *   it, that ends everything
   * @throws {FcgiSocketError} without `tell`
   */
  createGroups(tell?: (error: FcgiSocketError) => void): void {
    for (const config of this.#config.groups) this.#create(config, tell);
  }

  /** Announces that the daemon runs, and starts what is to start by itself. */
  run(): void {
    this.#parts.bus.emit({ name: "SUPERVISOR_STATE_CHANGE_RUNNING" });
    for (const group of this.groups) this.#autostart(group);
  }

  /** Holds all starts back until `settled` settles or the daemon goes down; see {@linkcode held}. */
  holdStarts(settled: Promise<unknown>): void {
    this.#queue.hold();
    const release = (): void => {
      this.#held = null;
      this.#queue.release();
    };
    this.#held = Promise.race([settled, this.ended]).then(release, release);
  }

  /** Makes `config` the one that `add` takes from. */
  adopt(config: Config): void {
    this.#config = config;
  }

  /** Adds a group to the running set and starts its autostart members. @throws {FcgiSocketError} */
  addGroup(config: GroupConfig): void {
    this.#create(config);
    for (const process of this.#groups.get(config.name)!.processes) {
      if (process.config.autostart) this.#startAdded(process);
    }
  }

  /** Takes a group whose members are at rest out of the running set. */
  removeGroup(group: Group): void {
    this.#groups.delete(group.name);
    this.#ordered = null;
    // One that ended a moment ago, and would be started again.
    for (const process of group.processes) this.#queue.remove(process);
    group.close();
    this.#parts.bus.emit({ name: "PROCESS_GROUP_REMOVED", group: group.name });
  }

  /**
   * Adds the processes of a program to an active group and starts those that start by themselves. The
   * group's config changes with it, also as that which `add` takes from unless the file was read anew.
   */
  addProcesses(group: Group, processes: readonly ProcessConfig[]): void {
    const before = group.config;
    const added = processes.map((config) =>
      group.add(config, this.#parts.logsOf(config, asProgramGroup(before)))
    );
    this.#recompose(before, group.config);
    for (const process of added) this.#tell({ kind: "added", process });
    for (const process of added) if (process.config.autostart) this.#startAdded(process);
  }

  /** Takes a process that is at rest out of its group, and out of the group's config. */
  removeProcess(group: Group, process: ManagedProcess): void {
    const before = group.config;
    this.#queue.remove(process);
    group.remove(process);
    this.#recompose(before, group.config);
    this.#tell({ kind: "removed", process });
  }

  /**
   * Calls `watcher` for each process that comes into an active group or leaves it. No event tells of
   * these, as Supervisor emits none; for whole groups there are PROCESS_GROUP events.
   */
  watchMembers(watcher: (change: MemberChange) => void): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) };
  }

  /** Begins to go down. A shutdown overrides a restart, never the other way. @returns whether it counted */
  end(how: "restart" | "shutdown"): boolean {
    if (this.#state === "SHUTDOWN") return false;
    this.#state = how === "restart" ? "RESTARTING" : "SHUTDOWN";
    if (!this.#stopping) void this.#stop();
    return true;
  }

  /** Waits for the logs to have everything, then lets go of what the groups hold. */
  async close(): Promise<void> {
    await Promise.all(this.processes().map((process) => process.logs.flush()));
    for (const group of this.groups) group.close();
  }

  async #stop(): Promise<void> {
    this.#stopping = true;
    this.#queue.clear();
    const { bus, clock, logger } = this.#parts;
    bus.emit({ name: "SUPERVISOR_STATE_CHANGE_STOPPING" });
    await orderedStop(this.groups, { clock, log: logger.log });
    this.#ended.resolve(this.#state === "RESTARTING" ? "restart" : "shutdown");
  }

  #create(config: GroupConfig, tell?: (error: FcgiSocketError) => void): void {
    const { bus, serials, clock, logger } = this.#parts;
    const pool = config.kind === "eventlistener"
      ? new EventPool(config, {
        bus,
        serials,
        clock,
        logger,
        identifier: this.settings.identifier,
        ...(config.resultHandler === STDOUT_HANDLER
          ? { resultHandler: stdoutHandler((lines) => this.#parts.print?.(lines)) }
          : {}),
      })
      : null;
    const socket = config.kind === "fcgi"
      ? new SharedSocket(config.socket, { factory: this.#parts.sockets, log: logger.log })
      : null;
    if (socket !== null) probe(socket, tell);
    const group = new Group(config, {
      services: this.#services,
      pool,
      socket,
      logsOf: (process) => this.#parts.logsOf(process, config),
    });
    this.#groups.set(group.name, group);
    this.#ordered = null;
    bus.emit({ name: "PROCESS_GROUP_ADDED", group: config.name });
  }

  #tell(change: MemberChange): void {
    for (const watcher of [...this.#watchers]) watcher(change);
  }

  #recompose(before: GroupConfig, after: GroupConfig): void {
    const groups = this.#config.groups.map((group) => group === before ? after : group);
    this.#config = { ...this.#config, groups };
  }

  /** One that may not be started is FATAL at once, so that whoever added it can be told. */
  #startAdded(process: ManagedProcess): void {
    if (process.refusal() === null) this.#queue.add(process);
    else process.start();
  }

  #autostart(group: Group): void {
    for (const process of group.processes) {
      if (process.config.autostart) this.#queue.add(process);
    }
  }
}

/** A socket that may not be had is told by the processes that need it. @throws {FcgiSocketError} */
function probe(socket: SharedSocket, tell?: (error: FcgiSocketError) => void): void {
  try {
    socket.probe();
  } catch (error) {
    if (missingIn(error) !== null) return;
    if (tell === undefined || !(error instanceof FcgiSocketError)) throw error;
    tell(error);
  }
}

/** What an added process sees of its group: whatever the group is, it is a program. */
function asProgramGroup({ name, priority, processes, origin }: GroupConfig): ProgramGroupConfig {
  return { kind: "program", name, priority, processes, origin };
}
