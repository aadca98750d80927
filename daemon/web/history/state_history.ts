/**
 * The past of all processes: listens to the daemon's events from its start on.
 *
 * @module
 */

import type { ProcessRef, ProcessStateEvent } from "#lib/event/events.ts";
import type { Clock } from "#lib/ports/clock.ts";
import { describeExit, type Exit } from "#lib/process/exit.ts";
import type { ProcessState } from "#lib/process/state.ts";
import type { EventBus } from "../../event_bus.ts";
import { logMark } from "../logs/log_mark.ts";
import type { Ending } from "../model/process_row.ts";
import { type Instant, ProcessRecord } from "./process_record.ts";

/** What an event does not tell of its process. */
export interface ProcessFacts {
  readonly exit: Exit | null;
  readonly error: string | null;
  /** Paths of its log files, `null` without one. */
  readonly stdout: string | null;
  readonly stderr: string | null;
}

/** What a history works with. */
export interface StateHistoryParts {
  readonly bus: Pick<EventBus, "subscribe">;
  readonly clock: Clock;
  /** What is true of a process now, `null` when there is none of that name. */
  facts(ref: ProcessRef): ProcessFacts | null;
  /** The last lines of what it wrote; empty when there is nothing to be read. */
  readLastLines(facts: ProcessFacts): Promise<readonly string[]>;
  /** Something was noted about a process; `null` when groups came or went. */
  changed(ref: ProcessRef | null): void;
}

/** Remembers what happened to each process of the running set. */
export class StateHistory implements Disposable {
  readonly #parts: StateHistoryParts;
  /** By group, then by process: a page asks for all of them. */
  readonly #records = new Map<string, Map<string, ProcessRecord>>();
  readonly #subscriptions: readonly Disposable[];

  constructor(parts: StateHistoryParts) {
    this.#parts = parts;
    this.#subscriptions = [
      parts.bus.subscribe((event) => this.#note(event), ["PROCESS_STATE"]),
      parts.bus.subscribe((event) => {
        if (event.name === "PROCESS_GROUP_REMOVED") this.#records.delete(event.group);
        parts.changed(null);
      }, ["PROCESS_GROUP"]),
    ];
  }

  /** The record of a process; an empty one when nothing has happened to it yet. */
  of({ group, process }: ProcessRef): ProcessRecord {
    const members = this.#records.getOrInsertComputed(group, () => new Map());
    return members.getOrInsertComputed(process, () => new ProcessRecord(this.#now()));
  }

  /** Forgets a process that has left its group. */
  forget({ group, process }: ProcessRef): void {
    this.#records.get(group)?.delete(process);
  }

  [Symbol.dispose](): void {
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
  }

  #note(event: ProcessStateEvent): void {
    const facts = this.#parts.facts(event);
    if (facts === null) return;
    const record = this.of(event);
    const now = this.#now();
    const state = stateOf(event);
    const ending = endingOf(event, { facts, at: now.wall });
    record.enter({
      at: now.wall,
      state,
      text: momentText(event, { facts, ending }),
      bad: state === "FATAL" || (ending !== null && !ending.expected),
      stdout: logMark(facts.stdout),
      stderr: logMark(facts.stderr),
    }, { now, ending });
    this.#parts.changed(event);
    if (state === "FATAL") void this.#keepLines(event, { record, facts });
  }

  async #keepLines(
    ref: ProcessRef,
    { record, facts }: { readonly record: ProcessRecord; readonly facts: ProcessFacts },
  ): Promise<void> {
    const { version } = record;
    const lines = await this.#parts.readLastLines(facts);
    if (record.keepLines(lines, version)) this.#parts.changed(ref);
  }

  #now(): Instant {
    const { clock } = this.#parts;
    return { monotonic: clock.now(), wall: clock.wall() };
  }
}

function stateOf(event: ProcessStateEvent): ProcessState {
  return event.name.slice("PROCESS_STATE_".length) as ProcessState;
}

/** The end of a run that this event tells of, `null` when it tells of none. */
function endingOf(
  event: ProcessStateEvent,
  { facts, at }: { readonly facts: ProcessFacts; readonly at: number },
): Ending | null {
  if (facts.exit === null) return null;
  const text = describeExit(facts.exit);
  switch (event.name) {
    case "PROCESS_STATE_EXITED":
      return { text, at, expected: event.expected, stopped: false };
    case "PROCESS_STATE_BACKOFF":
      return { text, at, expected: false, stopped: false };
    case "PROCESS_STATE_STOPPED":
      return { text, at, expected: true, stopped: true };
    default:
      return null;
  }
}

function momentText(
  event: ProcessStateEvent,
  { facts, ending }: { readonly facts: ProcessFacts; readonly ending: Ending | null },
): string {
  switch (event.name) {
    case "PROCESS_STATE_RUNNING":
    case "PROCESS_STATE_STOPPING":
      return `pid ${event.pid}`;
    case "PROCESS_STATE_STARTING":
      return event.tries === 0 ? "" : `attempt ${event.tries + 1}`;
    case "PROCESS_STATE_UNKNOWN":
    case "PROCESS_STATE_FATAL":
      return facts.error ?? "";
    default:
      return ending?.text ?? facts.error ?? "";
  }
}
