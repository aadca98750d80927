/**
 * What the stream of a page carries, each as JSON in the data of a server-sent event.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { FeedPiece } from "../logs/log_feed.ts";
import type { LogWindow } from "../logs/log_window.ts";
import type { DaemonFacts } from "./daemon_facts.ts";
import type { ProcessDetail } from "./process_detail.ts";
import type { ProcessRow } from "./process_row.ts";
import type { MemoryCurve } from "./usage.ts";

/** Namespec, CPU in percent, memory in bytes. */
export type UsageEntry = readonly [spec: string, cpu: number, memory: number];

/** One message. `hello` comes first, on every connection. */
export type LiveMessage =
  | {
    readonly kind: "hello";
    /** The daemon's wall clock, in milliseconds. */
    readonly now: number;
    /** The page with the same number was made from the same rows. */
    readonly version: string;
    readonly facts: DaemonFacts;
    /** What forms have to carry. */
    readonly token: string;
    readonly rows: readonly ProcessRow[];
    readonly usages: readonly UsageEntry[];
    readonly curves: readonly (readonly [spec: string, values: readonly number[]])[];
    /** Of the process whose page is open. */
    readonly memory: MemoryCurve | null;
    readonly usageProblem: string | null;
  }
  /** Rows that changed. */
  | { readonly kind: "rows"; readonly rows: readonly ProcessRow[] }
  /** All rows: processes came or went. */
  | { readonly kind: "list"; readonly rows: readonly ProcessRow[] }
  | {
    readonly kind: "usage";
    /** As in `hello`: clocks are set while a page is open. */
    readonly now: number;
    readonly usages: readonly UsageEntry[];
    readonly usageProblem: string | null;
  }
  /** The process whose page is open; `null` when there is none of that name. */
  | { readonly kind: "detail"; readonly spec: string; readonly detail: ProcessDetail | null }
  /** What its log held before; `null` when there is no log. */
  | { readonly kind: "log"; readonly channel: Channel; readonly window: LogWindow | null }
  /** What its log grew by, seen at `at`. */
  | {
    readonly kind: "grown";
    readonly channel: Channel;
    readonly at: number;
    readonly piece: FeedPiece;
  }
  /** The daemon goes down, or comes up anew. */
  | { readonly kind: "leaving" };
