/**
 * A config group at run time: its processes, and what they share (an event pool, a listening socket).
 *
 * @module
 */

import type { GroupConfig, ProcessConfig } from "#lib/config/config.ts";
import { isRunningState, isStoppedState } from "#lib/process/state.ts";
import type { EventPool } from "./event_pool.ts";
import type { SharedSocket } from "./fcgi_socket.ts";
import { ManagedProcess, type ProcessObserver, type ProcessServices } from "./process.ts";
import type { ProcessLogs } from "./process_logs.ts";

/** What a group is made of beside its config. */
export interface GroupParts {
  readonly services: ProcessServices;
  /** The pool of an event listener group, `null` for all others. */
  readonly pool: EventPool | null;
  /** The socket of a FastCGI group, `null` for all others. */
  readonly socket: SharedSocket | null;
  /** Makes the logs of a process; AUTO log files come to be here. */
  logsOf(process: ProcessConfig): ProcessLogs;
}

/** A group that is part of the running set. */
export class Group {
  readonly pool: EventPool | null;
  readonly socket: SharedSocket | null;
  readonly #services: ProcessServices;
  readonly #byName = new Map<string, ManagedProcess>();
  #config: GroupConfig;
  /** `null` after a change, until somebody asks. */
  #processes: readonly ManagedProcess[] | null = null;

  constructor(config: GroupConfig, parts: GroupParts) {
    this.#config = config;
    this.#services = parts.services;
    this.pool = parts.pool;
    this.socket = parts.socket;
    for (const process of config.processes) {
      this.#make(process, { logs: parts.logsOf(process), pool: parts.pool });
    }
  }

  /** As it was made, with the programs that came and without the processes that went since then. */
  get config(): GroupConfig {
    return this.#config;
  }

  /** In the order of the config, which is the order of automatic starts. */
  get processes(): readonly ManagedProcess[] {
    return this.#processes ??= [...this.#byName.values()];
  }

  get name(): string {
    return this.config.name;
  }

  find(process: string): ManagedProcess | null {
    return this.#byName.get(process) ?? null;
  }

  /** Takes in a process of a program, behind all others. It is no listener, also in an event pool. */
  add(process: ProcessConfig, logs: ProcessLogs): ManagedProcess {
    this.#config = { ...this.#config, processes: [...this.#config.processes, process] };
    return this.#make(process, { logs, pool: null });
  }

  /** Lets go of a process that is at rest. */
  remove(process: ManagedProcess): void {
    const processes = this.#config.processes.filter((config) => config !== process.config);
    this.#config = { ...this.#config, processes };
    this.#byName.delete(process.name);
    this.#processes = null;
    process.logs.close();
  }

  /** Members that are not at rest. */
  unstopped(): readonly ManagedProcess[] {
    return this.processes.filter(({ snapshot }) => !isStoppedState(snapshot.state));
  }

  /** Members in ascending order of their priority, as `start all` and `stop all` go through them. */
  byPriority(): readonly ManagedProcess[] {
    return this.processes.toSorted((a, b) => a.config.priority - b.config.priority);
  }

  /** Stops all members for a shutdown, the highest priority number first. */
  stopForShutdown(): void {
    for (const process of this.byPriority().toReversed()) {
      const { state } = process.snapshot;
      if (state === "BACKOFF") process.giveUp();
      else if (isRunningState(state)) process.stop();
    }
  }

  /** Lets go of files, pool and socket. The processes are at rest by then. */
  close(): void {
    this.pool?.close();
    for (const process of this.processes) process.logs.close();
    this.socket?.close();
  }

  #make(
    config: ProcessConfig,
    { logs, pool }: { readonly logs: ProcessLogs; readonly pool: EventPool | null },
  ): ManagedProcess {
    const process = new ManagedProcess(config, {
      ...{ group: this.name, services: this.#services, logs },
      observer: observerFor(pool, this.socket === null ? null : () => this.#releaseSocket()),
    });
    this.#byName.set(process.name, process);
    this.#processes = null;
    return process;
  }

  #releaseSocket(): void {
    if (this.processes.every((process) => process.snapshot.pid === 0)) this.socket?.close();
  }
}

/** Connects the processes of a group with its pool and its socket. */
function observerFor(pool: EventPool | null, settled: (() => void) | null): ProcessObserver {
  // The last process is still in its old state when `ended` is called: look one step later.
  const ended = (): void => {
    if (settled !== null) queueMicrotask(settled);
  };
  if (pool === null) return { ended };
  return {
    started: (process) => pool.memberStarted(process),
    output: (process, chunk) => pool.memberOutput(process, chunk),
    running: (process) => pool.memberRunning(process),
    stdinClosed: (process) => pool.memberStdinClosed(process),
    ended: (process) => {
      pool.memberEnded(process);
      ended();
    },
  };
}
