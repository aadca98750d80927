import type { Log } from "#lib/ports/logger.ts";
import type { Supervisor } from "./supervisor.ts";

/** What a signal to the daemon sets off. */
export interface SignalActions {
  /** TERM, INT, QUIT. */
  shutdown(): void;
  /** HUP. */
  restart(): void;
  /** USR2. */
  reopenLogs(): void;
}

/**
 * Acts on the daemon's signals until it is disposed (PROC-036 to PROC-039).
 *
 * SIGUSR1 would open V8's inspector on a port; listening to it and doing nothing is as close as a
 * program without that permission comes to Supervisor's default, which is to end.
 */
export function handleSignals(
  actions: SignalActions,
  options: { readonly log: Log; readonly supervisor: Supervisor },
): Disposable {
  const { log, supervisor } = options;
  const exit = (name: string) => (): void => {
    log("warn", `received ${name} indicating exit request`);
    actions.shutdown();
  };
  const handlers: readonly (readonly [Deno.Signal, () => void])[] = [
    ["SIGTERM", exit("SIGTERM")],
    ["SIGINT", exit("SIGINT")],
    ["SIGQUIT", exit("SIGQUIT")],
    ["SIGHUP", () => {
      if (supervisor.state === "SHUTDOWN") {
        log("warn", "ignored SIGHUP indicating restart request (shutdown in progress)");
        return;
      }
      log("warn", "received SIGHUP indicating restart request");
      actions.restart();
    }],
    ["SIGUSR2", () => {
      log("info", "received SIGUSR2 indicating log reopen request");
      actions.reopenLogs();
    }],
    ["SIGUSR1", () => log("debug", "received SIGUSR1, which means nothing here")],
  ];
  for (const [signal, handler] of handlers) Deno.addSignalListener(signal, handler);
  return {
    [Symbol.dispose]: () => {
      for (const [signal, handler] of handlers) Deno.removeSignalListener(signal, handler);
    },
  };
}
