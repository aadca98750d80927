import assert from "node:assert/strict";
import { DaemonSignals, type SignalActions } from "#daemon/daemon_signals.ts";
import type { SupervisorState } from "#daemon/supervisor.ts";

class World {
  readonly lines: string[] = [];
  readonly acted: string[] = [];
  readonly #handlers = new Map<string, () => void>();
  readonly signals: DaemonSignals = new DaemonSignals(
    (level, message) => void this.lines.push(`${level} ${message}`),
    { addSignalListener: (signal, handler) => void this.#handlers.set(signal, handler) },
  );

  send(signal: string): void {
    this.#handlers.get(signal)!();
  }

  actions(run: string, state: SupervisorState = "RUNNING"): SignalActions {
    return {
      state: () => state,
      shutdown: () => void this.acted.push(`${run} shutdown`),
      restart: () => void this.acted.push(`${run} restart`),
      reopenLogs: () => void this.acted.push(`${run} reopen`),
    };
  }
}

const MEANINGS: readonly (readonly [signal: string, action: readonly string[], line: string])[] = [
  ["SIGTERM", ["a shutdown"], "warn received SIGTERM indicating exit request"],
  ["SIGINT", ["a shutdown"], "warn received SIGINT indicating exit request"],
  ["SIGQUIT", ["a shutdown"], "warn received SIGQUIT indicating exit request"],
  ["SIGHUP", ["a restart"], "warn received SIGHUP indicating restart request"],
  ["SIGUSR2", ["a reopen"], "info received SIGUSR2 indicating log reopen request"],
  ["SIGUSR1", [], "debug received SIGUSR1, which means nothing here"],
];

for (const [signal, action, line] of MEANINGS) {
  Deno.test(`${signal} means ${action[0] ?? "nothing"}`, () => {
    const world = new World();
    using _ = world.signals.attach(world.actions("a"));
    world.send(signal);
    assert.deepEqual([world.acted, world.lines], [action, [line]]);
  });
}

Deno.test("during a shutdown HUP is ignored and told", () => {
  const world = new World();
  using _ = world.signals.attach(world.actions("a", "SHUTDOWN"));
  world.send("SIGHUP");
  assert.deepEqual(world.acted, []);
  assert.deepEqual(world.lines, [
    "warn ignored SIGHUP indicating restart request (shutdown in progress)",
  ]);
});

Deno.test("what comes between two runs is kept for the next one, each signal once", () => {
  const world = new World();
  world.signals.attach(world.actions("a"))[Symbol.dispose]();
  for (const signal of ["SIGHUP", "SIGHUP", "SIGTERM", "SIGHUP"]) world.send(signal);
  assert.deepEqual([world.acted, world.lines], [[], []]);
  using _ = world.signals.attach(world.actions("b"));
  assert.deepEqual(world.acted, ["b restart", "b shutdown"]);
});
