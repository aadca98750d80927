import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { isStoppedState } from "#lib/process/state.ts";
import type { EventPool } from "./event_pool.ts";
import type { Group } from "./group.ts";

/** Pause between two reports of what is still running. */
const REPORT_INTERVAL_MS = 3000;

/** Listeners are given so long for the events that they were given, before they are stopped. */
const LAST_EVENTS_MS = 1000;

/**
 * Stops all groups for a shutdown: those with the highest priority number first, groups of equal
 * priority together, the next ones when all of these are at rest (PROC-040). Event listeners, which
 * are mostly the last, first get a second to deal with the events of the others' ends.
 *
 * While it waits it says every three seconds who is waited for (PROC-041).
 */
export async function orderedStop(
  groups: readonly Group[],
  options: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const priorities = [...new Set(groups.map((group) => group.config.priority))]
    .toSorted((a, b) => b - a);
  const report = reportRemaining(groups, options);
  for (const priority of priorities) {
    const tier = groups.filter((group) => group.config.priority === priority);
    const stopping = tier.map(async (group) => {
      if (group.pool !== null) await dealtWith(group.pool, options.clock);
      group.stopForShutdown();
      await whenStopped(group);
    });
    report.start();
    await Promise.all(stopping);
  }
  report.stop();
}

/** Resolves when a pool has nothing to do, or after a second. */
function dealtWith(pool: EventPool, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(LAST_EVENTS_MS, resolve);
    void pool.whenIdle().then(() => {
      timer.cancel();
      resolve();
    });
  });
}

/** Resolves when all members of a group are at rest. */
function whenStopped(group: Group): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Counted, not looked for: the last of many must not cost more than the first.
  const waiting = new Set(group.unstopped());
  const watches: Disposable[] = [];
  const settle = (): void => {
    if (waiting.size > 0) return;
    for (const watch of watches) watch[Symbol.dispose]();
    resolve();
  };
  for (const process of group.processes) {
    watches.push(process.watch(() => {
      if (isStoppedState(process.snapshot.state)) waiting.delete(process);
      else waiting.add(process);
      settle();
    }));
  }
  settle();
  return promise;
}

function reportRemaining(
  groups: readonly Group[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): { start(): void; stop(): void } {
  let timer: { cancel(): void } | null = null;
  const report = (): void => {
    const names = groups.flatMap((group) => group.unstopped().map((process) => process.name));
    if (names.length > 0) log("info", `waiting for ${names.join(", ")} to die`);
    timer = clock.after(REPORT_INTERVAL_MS, report);
  };
  return {
    start: () => {
      if (timer === null) report();
    },
    stop: () => timer?.cancel(),
  };
}
