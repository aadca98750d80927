import type { ProcessStateEvent } from "#lib/event/events.ts";
import type { Exit } from "#lib/process/exit.ts";
import type { Input, ProcessRules } from "#lib/process/input.ts";
import { transition } from "#lib/process/machine.ts";
import { INITIAL_SNAPSHOT, type ProcessSnapshot } from "#lib/process/snapshot.ts";

/** Rules as Supervisor's defaults have them. */
export const DEFAULT_RULES: ProcessRules = {
  name: "cat",
  startsecs: 1,
  startretries: 3,
  autorestart: "unexpected",
  exitcodes: [0],
  stopsignal: "SIGTERM",
  stopwaitsecs: 10,
  stopasgroup: false,
  killasgroup: false,
};

/** A process whose world is simulated: time moves when told, spawning succeeds or fails as asked. */
export class Simulation {
  snapshot: ProcessSnapshot = INITIAL_SNAPSHOT;
  now = 1_000;
  starting = true;
  /** Text of the next spawn failures, in order; without one, spawning succeeds. */
  readonly failures: string[] = [];
  /** Reasons for the next attempts that nobody may make; they come before the failures. */
  readonly refusals: string[] = [];
  readonly events: ProcessStateEvent[] = [];
  readonly log: string[] = [];
  readonly signals: { readonly pid: number; readonly signal: string; readonly group: boolean }[] =
    [];
  readonly alive: Set<number> = new Set();
  /** Starts that wait for their turn. */
  pendingStarts = 0;
  spawns = 0;
  #nextPid = 100;
  readonly rules: ProcessRules;

  constructor(rules: Partial<ProcessRules> = {}) {
    this.rules = { ...DEFAULT_RULES, ...rules };
  }

  get state(): string {
    return this.snapshot.state;
  }

  /** Names of the events so far, with what their payload tells beside names. */
  get story(): string[] {
    return this.events.map(({ name, process: _p, group: _g, fromState, ...rest }) =>
      [name.replace("PROCESS_STATE_", ""), `from ${fromState}`, ...Object.values(rest)].join(" ")
    );
  }

  /** Feeds an input and carries out what comes of it. */
  feed(input: Input): void {
    const result = transition(this.snapshot, input, {
      now: this.now,
      wall: 1_700_000_000_000 + this.now,
      rules: this.rules,
      group: "g",
      starting: this.starting,
    });
    this.snapshot = result.snapshot;
    for (const effect of result.effects) {
      if (effect.kind === "emit") this.events.push(effect.event);
      else if (effect.kind === "log") this.log.push(`${effect.level} ${effect.message}`);
      else if (effect.kind === "restart") this.pendingStarts++;
      else if (effect.kind === "signal") {
        const { signal, group } = effect;
        this.signals.push({ pid: this.snapshot.pid, signal, group });
      } else this.#spawn();
    }
  }

  /** Lets the starts that wait happen. */
  runPendingStarts(): void {
    for (; this.pendingStarts > 0; this.pendingStarts--) this.feed({ kind: "start" });
  }

  /** Moves time on, with each deadline at its moment. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      this.runPendingStarts();
      const { deadline } = this.snapshot;
      if (deadline === null || deadline > end) break;
      this.now = Math.max(this.now, deadline);
      this.feed({ kind: "deadline" });
    }
    this.now = end;
  }

  /** The live process ends. */
  exit(exit: number | string): void {
    const how: Exit = typeof exit === "number"
      ? { kind: "code", code: exit }
      : { kind: "signal", signal: exit, core: false };
    this.alive.delete(this.snapshot.pid);
    this.feed({ kind: "exited", exit: how });
  }

  #spawn(): void {
    this.spawns++;
    if (this.refusals.length > 0) {
      this.feed({ kind: "spawn-refused", reason: this.refusals.shift()! });
      return;
    }
    const failure = this.failures.shift();
    if (failure !== undefined) {
      this.feed({ kind: "spawn-failed", reason: failure });
      return;
    }
    const pid = this.#nextPid++;
    this.alive.add(pid);
    this.feed({ kind: "spawned", pid });
  }
}
