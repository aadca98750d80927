/**
 * What the clients of one server use of what it gives them, and how often they wanted more.
 *
 * @module
 */

import type { ServerLimits } from "#lib/config/config.ts";
import { ByteBudget } from "./byte_budget.ts";
import type { ConnectionCounts } from "./connection_table.ts";
import { Deadlines } from "./deadlines.ts";

/** Bytes of answers that were not taken yet. */
const ANSWER_BYTES = 16 * 1024 * 1024;

/** What was refused, by reason. */
export type Refusal =
  | "header-size"
  | "header-time"
  | "body-size"
  | "body-time"
  | "idle-time"
  | "answer-time"
  | "streams"
  | "login"
  | "peer"
  | "host"
  | "origin";

/** One server in `svctl info --json`. */
export interface UsageSnapshot {
  readonly limits: ServerLimits;
  /** `null` for a UNIX socket that its owner alone can open: its connections are not counted. */
  readonly connections: ConnectionCounts | null;
  readonly streams: number;
  /** Bytes of bodies being received, beyond small ones, and of answers on their way. */
  readonly heldBytes: number;
  readonly requests: number;
  readonly refused: Readonly<Record<Refusal, number>>;
}

/** Counts for one server; shared by its listener and its app. */
export class ServerUsage {
  readonly limits: ServerLimits;
  readonly bodies: ByteBudget;
  readonly answers: ByteBudget = new ByteBudget(ANSWER_BYTES);
  readonly deadlines: Deadlines = new Deadlines();
  /** Bytes of larger bodies since garbage was collected for them. */
  litter = 0;
  readonly #refused: Record<Refusal, number> = {
    "header-size": 0,
    "header-time": 0,
    "body-size": 0,
    "body-time": 0,
    "idle-time": 0,
    "answer-time": 0,
    "streams": 0,
    "login": 0,
    "peer": 0,
    "host": 0,
    "origin": 0,
  };
  #connections: (() => ConnectionCounts) | null = null;
  #streams = 0;
  #requests = 0;

  constructor(limits: ServerLimits) {
    this.limits = limits;
    // One of the largest at a time.
    this.bodies = new ByteBudget(limits.maxBodySize);
  }

  /** Answers without an end that are open. */
  get streams(): number {
    return this.#streams;
  }

  /** Names where connections are counted. */
  countConnections(counts: () => ConnectionCounts): void {
    this.#connections = counts;
  }

  request(): void {
    this.#requests++;
  }

  refuse(reason: Refusal): void {
    this.#refused[reason]++;
  }

  /** Counts a stream until `ended` settles. */
  openStream(ended: Promise<void>): void {
    this.#streams++;
    const close = (): void => void this.#streams--;
    ended.then(close, close);
  }

  snapshot(): UsageSnapshot {
    return {
      limits: this.limits,
      connections: this.#connections?.() ?? null,
      streams: this.#streams,
      heldBytes: this.bodies.used + this.answers.used,
      requests: this.#requests,
      refused: { ...this.#refused },
    };
  }
}
