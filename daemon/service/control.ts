/**
 * Starting, stopping and signalling, one process or many, with or without waiting for the outcome.
 *
 * @module
 */

import { parseSignal } from "#lib/config/signals.ts";
import { ValueError } from "#lib/config/value_error.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { flagsOfRefusal } from "#lib/permissions/missing.ts";
import { isRunningState, isSignallableState, isStoppedState } from "#lib/process/state.ts";
import type { ProcessStatus } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { ManagedProcess } from "../process.ts";
import { SPAWNS_PER_TURN } from "../spawn_queue.ts";
import { namespecOf } from "./targets.ts";
import { Rounds } from "./rounds.ts";

/** Pause between two lines that tell that a stop is being waited for (PROC-030). */
const STOP_REPORT_INTERVAL_MS = 2000;

/** What control works with. */
export interface ControlOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/** An action on one process; `name` is what faults name. */
export type Action = (process: ManagedProcess, name: string) => Promise<true>;

/** What is done to many processes. */
export interface EachOptions {
  readonly clock: Clock;
  applies(process: ManagedProcess): boolean;
  readonly action: Action;
  /** Gives everybody else a turn of the event loop; for actions that block it, such as spawning. */
  pause?(): Promise<void>;
}

/** Starts a process. @throws {Fault} in the order of checks that xmlrpc.md 5 gives */
export async function startProcess(
  process: ManagedProcess,
  { name, wait }: { readonly name: string; readonly wait: boolean },
): Promise<true> {
  const problem = process.commandProblem();
  if (problem !== null) {
    throw Fault.of(problem.problem === "not-found" ? "NO_FILE" : "NOT_EXECUTABLE", problem.reason);
  }
  const { state } = process.snapshot;
  if (isRunningState(state)) throw Fault.of("ALREADY_STARTED", name);
  if (state === "UNKNOWN") throw Fault.of("FAILED", `${name} is in an unknown process state`);
  process.start();
  const { spawnerr } = process.snapshot;
  if (spawnerr !== null) {
    const refused = flagsOfRefusal(spawnerr) !== null;
    throw Fault.of("SPAWN_ERROR", refused ? `${name}: ${spawnerr}` : name);
  }
  if (!wait) return true;
  await whenever(process, () => process.snapshot.state !== "STARTING");
  if (process.snapshot.state === "RUNNING") return true;
  if (process.snapshot.spawnerr !== null) throw Fault.of("SPAWN_ERROR", name);
  throw Fault.of("ABNORMAL_TERMINATION", name);
}

/** Tells whether there is something to stop: a process, or a start that would come by itself. */
export function isStoppable(process: ManagedProcess): boolean {
  return isRunningState(process.snapshot.state) || process.isStartRequested();
}

/** Stops a process. @throws {Fault} NOT_RUNNING, FAILED */
export async function stopProcess(
  process: ManagedProcess,
  options: ControlOptions & { readonly name: string; readonly wait: boolean },
): Promise<true> {
  const { name, wait } = options;
  if (!isStoppable(process)) throw Fault.of("NOT_RUNNING", name);
  process.stop();
  if (process.snapshot.state === "UNKNOWN") throw Fault.of("FAILED", `cannot signal ${name}`);
  if (!wait || isStoppedState(process.snapshot.state)) return true;
  const report = reportStopping(process, options);
  await whenever(process, () => isStoppedState(process.snapshot.state));
  report.cancel();
  return true;
}

/** Sends a signal to a process alone. @throws {Fault} BAD_SIGNAL, NOT_RUNNING, FAILED */
export function signalProcess(
  process: ManagedProcess,
  { name, signal }: { readonly name: string; readonly signal: string },
): true {
  // Signal 0 reaches nobody: it only asks whether there is somebody.
  const probe = signal.trim() === "0";
  const wanted = probe ? signal : knownSignal(signal);
  if (!isSignallableState(process.snapshot.state)) throw Fault.of("NOT_RUNNING", name);
  if (probe) return true;
  const outcome = process.signal(wanted);
  if (outcome.kind === "failed") throw Fault.of("FAILED", outcome.reason);
  return true;
}

function knownSignal(text: string): string {
  try {
    return parseSignal(text);
  } catch (error) {
    if (error instanceof ValueError) throw Fault.of("BAD_SIGNAL", text);
    throw error;
  }
}

/**
 * Does something to each process that `applies` to; only these are reported, in the order in which they
 * are done. What is done within one round is in the order of `processes`, as it is where Supervisor looks
 * at all of them from time to time.
 */
export async function forEachProcess(
  processes: readonly ManagedProcess[],
  { applies, action, pause, clock }: EachOptions,
): Promise<readonly ProcessStatus[]> {
  const rounds = new Rounds<ProcessStatus>(clock);
  const perform = async (process: ManagedProcess, index: number): Promise<void> => {
    const status = { name: process.name, group: process.group };
    try {
      await action(process, namespecOf(process));
      rounds.add({ ...status, status: FAULT_CODES.SUCCESS, description: "OK" }, index);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      rounds.add({ ...status, status: error.code, description: error.text }, index);
    }
  };
  const pending: Promise<void>[] = [];
  for (const process of processes.filter(applies)) {
    if (pending.length > 0 && pending.length % SPAWNS_PER_TURN === 0) await pause?.();
    pending.push(perform(process, pending.length));
  }
  await Promise.all(pending);
  return rounds.ordered();
}

/** Resolves as soon as `condition` holds; it is looked at after each change of state. */
async function whenever(process: ManagedProcess, condition: () => boolean): Promise<void> {
  if (condition()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  using _ = process.watch(() => {
    if (condition()) resolve();
  });
  await promise;
}

function reportStopping(
  process: ManagedProcess,
  { clock, log }: ControlOptions,
): { cancel(): void } {
  let timer: { cancel(): void };
  const report = (): void => {
    log("info", `waiting for ${process.name} to stop`);
    timer = clock.after(STOP_REPORT_INTERVAL_MS, report);
  };
  report();
  return { cancel: () => timer.cancel() };
}
