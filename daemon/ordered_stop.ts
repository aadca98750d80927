import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { Group } from "./group.ts";

/** Pause between two reports of what is still running. */
const REPORT_INTERVAL_MS = 3000;

/**
 * Stops all groups for a shutdown: those with the highest priority number first, groups of equal
 * priority together, the next ones when all of these are at rest (PROC-040).
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
    for (const group of tier) group.stopForShutdown();
    report.start();
    await Promise.all(tier.map(whenStopped));
  }
  report.stop();
}

/** Resolves when all members of a group are at rest. */
function whenStopped(group: Group): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watches: Disposable[] = [];
  const look = (): void => {
    if (group.unstopped().length > 0) return;
    for (const watch of watches) watch[Symbol.dispose]();
    resolve();
  };
  for (const process of group.processes) watches.push(process.watch(look));
  look();
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
