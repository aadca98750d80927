import type { Log } from "#lib/ports/logger.ts";
import type { SupervisorState } from "./supervisor.ts";

/** What a signal to the daemon sets off. */
export interface SignalActions {
  /** What the daemon is doing. */
  state(): SupervisorState;
  /** TERM, INT, QUIT. */
  shutdown(): void;
  /** HUP. */
  restart(): void;
  /** USR2. */
  reopenLogs(): void;
}

/**
 * SIGUSR1 would open V8's inspector on a port; listening to it and doing nothing is as close as a
 * program without that permission comes to Supervisor's default, which is to end.
 */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR2", "SIGUSR1"] as const;

type DaemonSignal = typeof SIGNALS[number];

/** How the daemon gets signals: `Deno`, or a test in its place. */
export interface SignalSource {
  addSignalListener(signal: DaemonSignal, handler: () => void): void;
}

/**
 * The daemon's signals (PROC-036 to PROC-039), from its start to its end. Between two runs, when a
 * restart has ended one and not yet begun the other, nobody acts on them: they are kept for the run
 * that comes. Without a listener in that moment, their default would end the daemon.
 */
export class DaemonSignals {
  readonly #log: Log;
  #actions: SignalActions | null = null;
  #kept: DaemonSignal[] = [];

  /** Listens from now on. */
  constructor(log: Log, source: SignalSource = Deno) {
    this.#log = log;
    for (const signal of SIGNALS) source.addSignalListener(signal, () => this.#receive(signal));
  }

  /** Lets `actions` deal with signals, with those first that were kept, until it is disposed. */
  attach(actions: SignalActions): Disposable {
    this.#actions = actions;
    for (const signal of this.#kept.splice(0)) this.#act(signal, actions);
    return {
      [Symbol.dispose]: () => {
        if (this.#actions === actions) this.#actions = null;
      },
    };
  }

  #receive(signal: DaemonSignal): void {
    if (this.#actions !== null) this.#act(signal, this.#actions);
    // Each of them once: ten are kept as the system keeps them.
    else if (!this.#kept.includes(signal)) this.#kept.push(signal);
  }

  #act(signal: DaemonSignal, actions: SignalActions): void {
    switch (signal) {
      case "SIGTERM":
      case "SIGINT":
      case "SIGQUIT":
        this.#log("warn", `received ${signal} indicating exit request`);
        return actions.shutdown();
      case "SIGHUP":
        if (actions.state() === "SHUTDOWN") {
          const why = "indicating restart request (shutdown in progress)";
          return this.#log("warn", `ignored SIGHUP ${why}`);
        }
        this.#log("warn", "received SIGHUP indicating restart request");
        return actions.restart();
      case "SIGUSR2":
        this.#log("info", "received SIGUSR2 indicating log reopen request");
        return actions.reopenLogs();
      case "SIGUSR1":
        return this.#log("debug", "received SIGUSR1, which means nothing here");
    }
  }
}
