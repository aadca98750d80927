/**
 * One supervised process: carries out what the state machine decides.
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";
import type { ProcessStateEvent } from "#lib/event/events.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { Child, ProcessGroups, SignalOutcome, StdinOutcome } from "#lib/ports/spawner.ts";
import type { BadCommand } from "#lib/process/command.ts";
import type { Exit } from "#lib/process/exit.ts";
import type { Effect, Input } from "#lib/process/input.ts";
import { transition } from "#lib/process/machine.ts";
import { INITIAL_SNAPSHOT, type ProcessSnapshot } from "#lib/process/snapshot.ts";
import { isSignallableState } from "#lib/process/state.ts";
import type { ProcessLauncher } from "./process_launcher.ts";
import type { ProcessLogs } from "./process_logs.ts";

/** What a process works with. */
export interface ProcessServices {
  readonly clock: Clock;
  readonly log: Log;
  readonly groups: ProcessGroups;
  readonly launcher: ProcessLauncher;
  emit(event: ProcessStateEvent): void;
  /** False while the daemon shuts down or restarts. */
  isStarting(): boolean;
  /** Asks for a call of {@linkcode ManagedProcess.start} as soon as the event loop has room for it. */
  requestStart(process: ManagedProcess): void;
  /** Tells whether such a request waits. */
  isStartRequested(process: ManagedProcess): boolean;
  /** Takes such a request back. */
  cancelStart(process: ManagedProcess): void;
}

/** What the group of a process wants to know about it. */
export interface ProcessObserver {
  /** It was spawned; nothing was read from it yet. */
  started?(process: ManagedProcess): void;
  /** It wrote to standard output; the chunk is valid during the call. */
  output?(process: ManagedProcess, chunk: Uint8Array): void;
  running?(process: ManagedProcess): void;
  stdinClosed?(process: ManagedProcess): void;
  /** It was reaped, after its last output. */
  ended?(process: ManagedProcess): void;
}

/** A process of a group, over all its runs. */
export class ManagedProcess {
  readonly config: ProcessConfig;
  /** Name of the config group that it belongs to. */
  readonly group: string;
  readonly logs: ProcessLogs;
  readonly #services: ProcessServices;
  readonly #observer: ProcessObserver;
  readonly #watchers = new Set<() => void>();
  #snapshot: ProcessSnapshot = INITIAL_SNAPSHOT;
  #child: Child | null = null;
  #lastExit: Exit | null = null;
  #timer: Timer | null = null;

  constructor(
    config: ProcessConfig,
    options: {
      readonly group: string;
      readonly logs: ProcessLogs;
      readonly services: ProcessServices;
      readonly observer: ProcessObserver;
    },
  ) {
    this.config = config;
    this.group = options.group;
    this.logs = options.logs;
    this.#services = options.services;
    this.#observer = options.observer;
  }

  get name(): string {
    return this.config.name;
  }

  get snapshot(): ProcessSnapshot {
    return this.#snapshot;
  }

  /** How the last attempt ended; `null` while it lasts, and when there was no process. */
  get lastExit(): Exit | null {
    return this.#lastExit;
  }

  isRunning(): boolean {
    return this.#snapshot.state === "RUNNING";
  }

  /** Why the command cannot be run, `null` when it can be tried. */
  commandProblem(): BadCommand | null {
    const command = this.#services.launcher.resolve(this.config);
    return command.ok ? null : command;
  }

  /** Why this daemon may not start it, `null` when it can be tried. */
  refusal(): string | null {
    return this.#services.launcher.refusal(this.config);
  }

  /** It is at rest, and about to be started by itself. */
  isStartRequested(): boolean {
    return this.#services.isStartRequested(this);
  }

  start(): void {
    this.#services.cancelStart(this);
    this.#apply({ kind: "start" });
  }

  stop(): void {
    this.#services.cancelStart(this);
    this.#apply({ kind: "stop" });
  }

  /** Ends the retries of a process in BACKOFF: the daemon goes down. */
  giveUp(): void {
    this.#apply({ kind: "give-up" });
  }

  /** Sends a signal to the process alone, whatever it does to its state. */
  signal(signal: string): SignalOutcome {
    const { pid, state } = this.#snapshot;
    if (this.#child === null || !isSignallableState(state)) {
      return { kind: "gone", reason: "not running" };
    }
    this.#services.log("debug", `sending ${this.name} (pid ${pid}) sig ${signal}`);
    return this.#child.signal(signal);
  }

  /** Queues bytes for standard input; `closed` when there is no process that could read them. */
  async sendStdin(data: Uint8Array): Promise<StdinOutcome> {
    return await this.#child?.offerStdin(data) ?? "closed";
  }

  /** Queues a whole event for a listener, however large: its pool sends one at a time. */
  writeStdin(data: Uint8Array): StdinOutcome {
    return this.#child?.writeStdin(data, Infinity) ?? "closed";
  }

  /** Calls `watcher` after each change of state until it is disposed. */
  watch(watcher: () => void): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) };
  }

  #apply(input: Input): void {
    const { clock } = this.#services;
    const before = this.#snapshot;
    const { snapshot, effects } = transition(before, input, {
      now: clock.now(),
      wall: clock.wall(),
      rules: this.config,
      group: this.group,
      starting: this.#services.isStarting(),
    });
    this.#snapshot = snapshot;
    if (snapshot.deadline !== before.deadline) this.#arm();
    for (const effect of effects) this.#carryOut(effect);
    if (snapshot.state === before.state) return;
    if (snapshot.state === "RUNNING") this.#observer.running?.(this);
    for (const watcher of [...this.#watchers]) watcher();
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const { deadline } = this.#snapshot;
    if (deadline === null) return;
    const { clock } = this.#services;
    this.#timer = clock.after(deadline - clock.now(), () => this.#apply({ kind: "deadline" }));
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case "spawn":
        this.#spawn();
        break;
      case "restart":
        this.#services.requestStart(this);
        break;
      case "signal":
        this.#kill(effect);
        break;
      case "emit":
        this.#services.emit(effect.event);
        break;
      case "log":
        this.#services.log(effect.level, effect.message);
        break;
    }
  }

  #spawn(): void {
    this.#lastExit = null;
    const outcome = this.#services.launcher.launch(this, {
      stdout: (chunk) => {
        // A listener that waits for its next event gets it before its answer is logged.
        this.#observer.output?.(this, chunk);
        this.logs.stdout.write(chunk);
        return this.logs.stdout.ready();
      },
      stderr: (chunk) => {
        const log = this.config.redirectStderr ? this.logs.stdout : this.logs.stderr;
        log.write(chunk);
        return log.ready();
      },
      stdinClosed: () => this.#observer.stdinClosed?.(this),
      ended: (exit) => {
        this.#child = null;
        this.#lastExit = exit;
        this.logs.end();
        this.#observer.ended?.(this);
        this.#apply({ kind: "exited", exit });
      },
    });
    if (outcome.kind !== "launched") {
      const kind = outcome.kind === "failed" ? "spawn-failed" : "spawn-refused";
      this.#apply({ kind, reason: outcome.reason });
      return;
    }
    this.#child = outcome.child;
    this.logs.begin(outcome.child.pid);
    this.#observer.started?.(this);
    this.#apply({ kind: "spawned", pid: outcome.child.pid });
  }

  #kill(effect: Extract<Effect, { kind: "signal" }>): void {
    const { pid } = this.#snapshot;
    if (effect.group) {
      const failed = (reason: string): void => this.#signalFailed(pid, reason);
      const exhausted = (reason: string): void => this.#killLeader(pid, { ...effect, reason });
      this.#services.groups.signal(pid, { signal: effect.signal, failed, exhausted });
      return;
    }
    const outcome = this.#child?.signal(effect.signal);
    if (outcome?.kind === "failed") this.#signalFailed(pid, outcome.reason);
    if (outcome?.kind === "gone") {
      this.#services.log(
        "debug",
        `unable to signal ${this.name} (pid ${pid}), it probably just exited on its own: ${outcome.reason}`,
      );
    }
  }

  /** A group is signalled by a program, which cannot be had just now; the leader needs none. */
  #killLeader(pid: number, kill: { readonly signal: string; readonly reason: string }): void {
    if (this.#snapshot.pid !== pid) return;
    this.#services.log(
      "warn",
      `cannot signal the process group of ${this.name} (pid ${pid}) yet, its leader gets ` +
        `${kill.signal}: ${kill.reason}`,
    );
    this.#child?.signal(kill.signal);
  }

  #signalFailed(pid: number, reason: string): void {
    // A late answer is about a process that may be gone by now.
    if (this.#snapshot.pid === pid) this.#apply({ kind: "signal-failed", reason });
  }
}
