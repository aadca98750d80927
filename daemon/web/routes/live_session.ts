/**
 * What one page is sent.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { Timer } from "#lib/ports/clock.ts";
import type { EventStream } from "../../http/event_stream.ts";
import { StreamMessage } from "../../http/stream_budget.ts";
import { LogFeed } from "../logs/log_feed.ts";
import { readWindow } from "../logs/log_window.ts";
import type { LiveMessage, UsageEntry } from "../model/live_message.ts";
import type { Moment } from "../model/process_detail.ts";
import type { ProcessRow } from "../model/process_row.ts";
import type { UsageReport } from "../model/usage.ts";
import type { Web } from "./web.ts";

/** Milliseconds between two looks at the logs. */
const LOG_INTERVAL_MS = 150;

/** While so many characters wait, logs are not looked at: what they grow by is skipped later. */
const ENOUGH_WAITING = 262_144;

/** Milliseconds between two looks at what changes by time alone, the strips. */
const MINUTE_MS = 60_000;

/** What a session works with. */
export interface LiveSessionParts {
  readonly web: Web;
  readonly stream: EventStream;
  readonly token: string;
  /** Whose page is open, `null` for none. */
  readonly spec: string | null;
}

/** Most events of a timeline that are told one by one; of more, those before come at once. */
const MOST_STEPS = 12;

const CHANNELS: readonly Channel[] = ["stdout", "stderr"];

/** Lives as long as its stream. */
export class LiveSession implements Disposable {
  readonly #parts: LiveSessionParts;
  readonly #feeds = new Map<Channel, LogFeed>();
  /** Where the logs are that are followed. */
  readonly #paths = new Map<Channel, string | null>();
  readonly #sent = new Map<string, ProcessRow>();
  /** The last thing in the timeline that was told. */
  #told: Moment | undefined;
  #watching: Disposable | null = null;
  #logTimer: Timer | null = null;
  #minuteTimer: Timer | null = null;
  #closed = false;

  constructor(parts: LiveSessionParts) {
    this.#parts = parts;
  }

  /** Sends how things are, then what changes. */
  begin(): void {
    const { web, token, spec } = this.#parts;
    const { view, clock } = web;
    const usage = view.usage();
    const rows = view.rows();
    this.#remember(rows);
    this.#send({
      kind: "hello",
      now: clock.wall(),
      version: view.version(),
      facts: view.facts(),
      token,
      rows,
      usages: entriesOf(usage),
      curves: [...usage.curves],
      memory: spec === null ? null : { spec, values: usage.memories.get(spec) ?? [] },
      usageProblem: usage.problem,
    });
    this.#watching = view.watch({
      changed: (specs) => this.#changed(specs),
      sampled: (report) =>
        this.#send({
          kind: "usage",
          now: clock.wall(),
          usages: entriesOf(report),
          usageProblem: report.problem,
        }),
    });
    this.#armMinute();
    if (spec === null) return;
    this.#sendDetail(spec);
    for (const channel of CHANNELS) void this.#beginLog(spec, channel);
    this.#armLogs();
  }

  /** Says that the daemon goes down, and ends. */
  leave(): void {
    this.#send({ kind: "leaving" });
    this.#parts.stream.end("the server is closing");
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#watching?.[Symbol.dispose]();
    this.#logTimer?.cancel();
    this.#minuteTimer?.cancel();
    for (const feed of this.#feeds.values()) feed[Symbol.dispose]();
    this.#feeds.clear();
  }

  #changed(specs: ReadonlySet<string> | null): void {
    const { web, spec } = this.#parts;
    if (specs === null) {
      const rows = web.view.rows();
      this.#sent.clear();
      this.#remember(rows);
      this.#send({ kind: "list", rows });
    } else {
      this.#sendRows([...specs].map((each) => web.view.row(each)));
    }
    if (spec === null || (specs !== null && !specs.has(spec))) return;
    this.#sendDetail(spec);
    this.#followPaths(spec);
  }

  /** A program that was updated may log to other files than before. */
  #followPaths(spec: string): void {
    for (const channel of CHANNELS) {
      const path = this.#parts.web.view.logPath(spec, channel);
      if (path === this.#paths.get(channel)) continue;
      this.#paths.set(channel, path);
      this.#feeds.get(channel)?.[Symbol.dispose]();
      this.#feeds.delete(channel);
      if (path !== null) this.#feeds.set(channel, LogFeed.anew(path));
    }
  }

  #sendRows(candidates: readonly (ProcessRow | null)[]): void {
    const rows = candidates.filter((row) => row !== null)
      .filter((row) => this.#sent.get(row.spec) !== row);
    if (rows.length === 0) return;
    this.#remember(rows);
    this.#send({ kind: "rows", rows });
  }

  #remember(rows: readonly ProcessRow[]): void {
    for (const row of rows) this.#sent.set(row.spec, row);
  }

  /**
   * Everything that has happened to the process since the last time is told for itself, after what had
   * been printed until then: so what a run prints stands between its start and its end.
   */
  #sendDetail(spec: string): void {
    const detail = this.#parts.web.view.detail(spec);
    const timeline = detail?.timeline ?? [];
    const known = this.#told === undefined ? -1 : timeline.indexOf(this.#told);
    for (let at = Math.min(known, MOST_STEPS) - 1; at >= 0; at--) {
      this.#sendLogs(timeline[at]);
      if (at > 0) {
        this.#send({ kind: "detail", spec, detail: { ...detail!, timeline: timeline.slice(at) } });
      }
    }
    if (known <= 0) this.#sendLogs();
    this.#told = timeline[0];
    this.#send({ kind: "detail", spec, detail });
  }

  async #beginLog(spec: string, channel: Channel): Promise<void> {
    const path = this.#parts.web.view.logPath(spec, channel);
    this.#paths.set(channel, path);
    const window = await readWindow(path, { kind: "tail" });
    if (this.#closed) return;
    this.#send({ kind: "log", channel, window });
    if (path === null || path !== this.#paths.get(channel)) return;
    const start = window === null ? null : { file: window.file, offset: window.to };
    this.#feeds.set(channel, new LogFeed(path, start));
  }

  #armLogs(): void {
    this.#logTimer = this.#parts.web.clock.after(LOG_INTERVAL_MS, () => {
      this.#sendLogs();
      this.#armLogs();
    });
  }

  /** What the logs have grown by, or had grown by at a moment. */
  #sendLogs(moment?: Moment): void {
    if (this.#parts.stream.waiting > ENOUGH_WAITING) return;
    const at = this.#parts.web.clock.wall();
    for (const [channel, feed] of this.#feeds) {
      const piece = feed.next(moment?.[channel]);
      if (piece !== null) this.#send({ kind: "grown", channel, at, piece });
    }
  }

  #armMinute(): void {
    const { view, clock } = this.#parts.web;
    this.#minuteTimer = clock.after(MINUTE_MS, () => {
      this.#sendRows(view.rows());
      this.#armMinute();
    });
  }

  #send(message: LiveMessage): void {
    if (this.#closed) return;
    this.#parts.stream.send(new StreamMessage(`data: ${JSON.stringify(message)}\n\n`));
  }
}

function entriesOf(report: UsageReport): readonly UsageEntry[] {
  return [...report.usages].map(([spec, { cpu, memory }]) =>
    [spec, Math.round(cpu * 10) / 10, memory] as const
  );
}
