/**
 * What the pages need to know of the supervisor, beyond what can be asked of it over XML-RPC.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { DaemonFacts } from "./model/daemon_facts.ts";
import type { ProcessDetail } from "./model/process_detail.ts";
import type { ProcessRow } from "./model/process_row.ts";
import type { UsageReport } from "./model/usage.ts";

/** Gets to know what changes. */
export interface ViewListener {
  /** These processes are not as they were; `null` when processes came or went. */
  changed(specs: ReadonlySet<string> | null): void;
  /** A sample was taken. */
  sampled(report: UsageReport): void;
}

/** The supervisor as the pages see it. */
export interface WebView {
  facts(): DaemonFacts;
  /** Sorted by group and name. A row is the same object as long as nothing in it has changed. */
  rows(): readonly ProcessRow[];
  /** `null` when there is no such process. */
  row(spec: string): ProcessRow | null;
  detail(spec: string): ProcessDetail | null;
  /** The members of a group, `null` when there is no such group. */
  groupMembers(group: string): readonly string[] | null;
  /** Changes with the rows: a page of the same version was made from the same ones. */
  version(): string;
  /** What was sampled last; somebody is looking once. */
  usage(): UsageReport;
  /** Somebody is looking until this is disposed. Changes that come together are told together. */
  watch(listener: ViewListener): Disposable;
  /** The path of a log, `null` when there is none. */
  logPath(spec: string, channel: Channel): string | null;
}
