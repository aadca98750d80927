/**
 * Starting, stopping and signalling many processes by one call.
 *
 * @module
 */

import type { Clock } from "#lib/ports/clock.ts";
import { isRunningState, isSignallableState } from "#lib/process/state.ts";
import type { ProcessStatus } from "#lib/rpc/api.ts";
import type { ManagedProcess } from "../process.ts";
import {
  type ControlOptions,
  forEachProcess,
  isStoppable,
  signalProcess,
  startProcess,
  stopProcess,
} from "./control.ts";

/** Processes that something is done to, in the order in which it is begun. */
type Processes = readonly ManagedProcess[];

/** Starts those that do not run. */
export function startEach(
  processes: Processes,
  { clock, wait }: { readonly clock: Clock; readonly wait: boolean },
): Promise<readonly ProcessStatus[]> {
  return forEachProcess(processes, {
    clock,
    applies: (process) => !isRunningState(process.snapshot.state),
    action: (process, name) => startProcess(process, { name, wait }),
    pause: () => new Promise((resolve) => void clock.after(0, resolve)),
  });
}

/** Stops those that run or are about to. */
export function stopEach(
  processes: Processes,
  options: ControlOptions & { readonly wait: boolean },
): Promise<readonly ProcessStatus[]> {
  return forEachProcess(processes, {
    clock: options.clock,
    applies: isStoppable,
    action: (process, name) => stopProcess(process, { ...options, name }),
  });
}

/** Sends a signal to those that can have one. */
export function signalEach(
  processes: Processes,
  { signal, clock }: { readonly signal: string; readonly clock: Clock },
): Promise<readonly ProcessStatus[]> {
  return forEachProcess(processes, {
    clock,
    applies: (process) => isSignallableState(process.snapshot.state),
    action: async (process, name) => signalProcess(process, { name, signal }),
  });
}
