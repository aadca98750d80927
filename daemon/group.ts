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
  readonly config: GroupConfig;
  /** In the order of the config, which is the order of automatic starts. */
  readonly processes: readonly ManagedProcess[];
  readonly pool: EventPool | null;
  readonly socket: SharedSocket | null;
  readonly #byName: ReadonlyMap<string, ManagedProcess>;

  constructor(config: GroupConfig, parts: GroupParts) {
    this.config = config;
    this.pool = parts.pool;
    this.socket = parts.socket;
    const observer = observerFor(parts.pool, () => this.#releaseSocket());
    this.processes = config.processes.map((process) =>
      new ManagedProcess(process, {
        group: config.name,
        logs: parts.logsOf(process),
        services: parts.services,
        observer,
      })
    );
    this.#byName = new Map(this.processes.map((process) => [process.name, process]));
  }

  get name(): string {
    return this.config.name;
  }

  find(process: string): ManagedProcess | null {
    return this.#byName.get(process) ?? null;
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

  #releaseSocket(): void {
    if (this.processes.every((process) => process.snapshot.pid === 0)) this.socket?.close();
  }
}

/** Connects the processes of a group with its pool and its socket. */
function observerFor(pool: EventPool | null, settled: () => void): ProcessObserver {
  // The last process is still in its old state when `ended` is called: look one step later.
  const ended = (): void => queueMicrotask(settled);
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
