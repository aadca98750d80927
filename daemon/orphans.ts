/**
 * Processes that a daemon left behind when it was killed.
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { ProcessGroups } from "#lib/ports/spawner.ts";
import type { RecordedChild } from "#lib/supervisor/child_journal.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import type { SeenProcess } from "./adapters/process_table.ts";
import type { ManagedProcess } from "./process.ts";

/** `ps` counts whole seconds, and a start is written down a moment after it happened. */
const TOLERANCE_MS = 2500;

/** Between two looks at processes that were told to end. */
const LOOK_MS = 200;

/** How long processes may take to be gone after SIGKILL. */
const KILL_WAIT_MS = 5000;

/** How one of them is to be ended. */
export interface StopRule {
  /** With its `SIG` prefix. */
  readonly signal: string;
  /** Milliseconds until SIGKILL follows. */
  readonly waitMs: number;
}

/** How the process of `child`'s name is stopped now, else as a program without settings is. */
export function stopRuleOf(
  { group, name }: RecordedChild,
  processes: readonly ManagedProcess[],
): StopRule {
  const process = processes.find((each) => each.group === group && each.name === name);
  if (process === undefined) return { signal: "SIGTERM", waitMs: 10_000 };
  const { stopsignal, stopwaitsecs } = process.config;
  return { signal: stopsignal, waitMs: stopwaitsecs * 1000 };
}

/** What looking for orphans needs. */
export interface OrphanParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly groups: ProcessGroups;
  /** The living processes among `pids`. @throws {Error} where they cannot be looked at */
  look(pids: readonly number[]): Promise<readonly SeenProcess[]>;
  /** How the program of that name is stopped. */
  ruleOf(child: RecordedChild): StopRule;
}

/**
 * Tells the log which children of a killed daemon live, and ends them if `kill`.
 *
 * A pid may belong to another process by now: only one that leads its own session, as every child
 * does, and that was started at the time that was written down is one of them. When the clock was set
 * in between, none is recognised, and none is touched.
 *
 * @returns those that live on, or may do so where that cannot be told
 */
export async function settleOrphans(
  left: readonly RecordedChild[],
  options: OrphanParts & { readonly kill: boolean },
): Promise<readonly RecordedChild[]> {
  if (left.length === 0) return [];
  const { log, kill } = options;
  let found: readonly RecordedChild[];
  try {
    found = await recognise(left, options);
  } catch (error) {
    tellUnseen(left, { log, error });
    return left;
  }
  for (const child of found) {
    const action = kill ? "it is ended now" : "nobody supervises it (orphans=report)";
    const who = `'${specOf(child)}' (pid ${child.pid})`;
    log("warn", `${who} of a killed supervisord still runs; ${action}`);
  }
  if (found.length === 0) log("info", "a supervisord was killed here; none of its processes lives");
  return kill && found.length > 0 ? await endAll(found, options) : found;
}

/** Those that live. @throws {Error} when that cannot be told */
async function recognise(
  left: readonly RecordedChild[],
  { look, log, clock }: OrphanParts,
): Promise<readonly RecordedChild[]> {
  const seen = new Map((await look(left.map(({ pid }) => pid))).map((row) => [row.pid, row]));
  return left.filter((child) => {
    const row = seen.get(child.pid);
    if (row === undefined) return false;
    if (isSame(child, { row, now: clock.wall() })) return true;
    log("info", `pid ${child.pid}, once '${specOf(child)}', is another process now: left alone`);
    return false;
  });
}

function tellUnseen(
  children: readonly RecordedChild[],
  { log, error }: { readonly log: Log; readonly error: unknown },
): void {
  const names = children.map((child) => `${specOf(child)} (pid ${child.pid})`).join(", ");
  const reason = errorMessage(error);
  log("warn", `of a killed supervisord may still run: ${names}; cannot look: ${reason}`);
}

function specOf({ group, name }: RecordedChild): string {
  return makeNamespec({ group, process: name });
}

function isSame(child: RecordedChild, seen: { row: SeenProcess; now: number }): boolean {
  const { row, now } = seen;
  const started = now - row.seconds * 1000;
  return row.session === child.pid && Math.abs(started - child.started) <= TOLERANCE_MS;
}

/**
 * Stop signal, patience, SIGKILL: as for every program, but for the whole process group. A pid that
 * cannot be looked at gets no further signal.
 */
async function endAll(
  found: readonly RecordedChild[],
  options: OrphanParts,
): Promise<readonly RecordedChild[]> {
  const { groups, log, clock, ruleOf } = options;
  const failed = (pid: number) => (reason: string): void =>
    log("error", `could not signal process group ${pid}: ${reason}`);
  const begun = clock.now();
  const patient = new Set(found);
  for (const child of found) {
    groups.signal(child.pid, { signal: ruleOf(child).signal, failed: failed(child.pid) });
  }
  let living = found;
  let deadline = Infinity;
  while (living.length > 0 && clock.now() < deadline) {
    await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));
    try {
      living = await recognise(living, { ...options, log: () => {} });
    } catch (error) {
      tellUnseen(living, { log, error });
      return living;
    }
    for (const child of living) {
      if (!patient.has(child) || clock.now() - begun < ruleOf(child).waitMs) continue;
      patient.delete(child);
      log("warn", `killing '${specOf(child)}' (${child.pid}) with SIGKILL`);
      groups.signal(child.pid, { signal: "SIGKILL", failed: failed(child.pid) });
    }
    const allKilled = living.every((child) => !patient.has(child));
    if (allKilled && deadline === Infinity) deadline = clock.now() + KILL_WAIT_MS;
  }
  for (const child of living) {
    log("error", `'${specOf(child)}' (pid ${child.pid}) could not be ended`);
  }
  return living;
}
