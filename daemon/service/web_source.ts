/**
 * The pages' view of a {@linkcode Supervisor} in the same process.
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";
import type { Channel, ProcessRef } from "#lib/event/events.ts";
import { dirname } from "#lib/text/posix_path.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { EventBus } from "../event_bus.ts";
import type { ManagedProcess } from "../process.ts";
import type { Supervisor } from "../supervisor.ts";
import type { ProcessRecord } from "../web/history/process_record.ts";
import { StateHistory } from "../web/history/state_history.ts";
import { readLastLines } from "../web/logs/last_lines.ts";
import type { DaemonFacts } from "../web/model/daemon_facts.ts";
import type { LogInfo, ProcessDetail } from "../web/model/process_detail.ts";
import type { ProcessRow } from "../web/model/process_row.ts";
import type { UsageReport } from "../web/model/usage.ts";
import { UsageSampler } from "../web/usage/usage_sampler.ts";
import type { ViewListener, WebView } from "../web/view.ts";
import { originText, settingsOf } from "../web/words/settings.ts";
import { byGroupAndName } from "./process_info.ts";
import { namespecOf } from "./targets.ts";

/** Milliseconds that changes are collected before they are told. */
const COLLECT_MS = 25;

/** What the view is made from. */
export interface WebSourceParts {
  readonly supervisor: Supervisor;
  readonly bus: EventBus;
  readonly clock: Clock;
  /** The Supervisor version that this daemon stands for. */
  readonly version: string;
  readonly pid: number;
  readonly configPath: string;
  /** Directories on mounts that may hang: the history does not look at logs there. @default none */
  readonly remote?: readonly string[];
  /** Runs `ps`. @throws {Error} with a sentence that says why it cannot */
  runPs(): Promise<string>;
  /** Whether the daemon may run a file, for as long as it lives. @default nothing */
  mayRun?(path: string): boolean;
}

interface Cached {
  readonly snapshot: ManagedProcess["snapshot"];
  readonly record: ProcessRecord;
  readonly version: number;
  readonly row: ProcessRow;
}

/** Lives as long as one run of the daemon. Make it before the groups: it remembers from then on. */
export class WebSource implements WebView, Disposable {
  readonly #parts: WebSourceParts;
  readonly #history: StateHistory;
  readonly #sampler: UsageSampler;
  readonly #members: Disposable;
  readonly #listeners = new Set<ViewListener>();
  readonly #rows = new WeakMap<ManagedProcess, Cached>();
  #sorted: readonly ManagedProcess[] | null = null;
  #bySpec: ReadonlyMap<string, ManagedProcess> = new Map();
  /** What listeners were not told of yet; `null` inside stands for all. */
  #pending: Set<string> | null = new Set();
  #collecting = false;
  readonly #run = crypto.randomUUID().slice(0, 8);
  #version = 0;
  #mayRunShell: boolean | null = null;

  constructor(parts: WebSourceParts) {
    this.#parts = parts;
    this.#history = new StateHistory({
      bus: parts.bus,
      clock: parts.clock,
      facts: (ref) => factsOf(this.#find(ref), parts.remote ?? []),
      readLastLines: ({ stdout, stderr }) => readLastLines([stderr, stdout]),
      changed: (ref) => this.#changed(ref),
    });
    this.#members = parts.supervisor.watchMembers(({ kind, process }) => {
      if (kind === "removed") this.#history.forget(refOf(process));
      this.#changed(null);
    });
    this.#sampler = new UsageSampler({
      clock: parts.clock,
      runPs: parts.runPs,
      pids: () => this.#pids(),
      sampled: (report) => {
        for (const listener of [...this.#listeners]) listener.sampled(report);
      },
    });
  }

  facts(): DaemonFacts {
    const { supervisor, version, pid, configPath, mayRun } = this.#parts;
    const mayRunShell = this.#mayRunShell ??= mayRun?.("/bin/sh") ?? false;
    return { identifier: supervisor.settings.identifier, version, pid, configPath, mayRunShell };
  }

  rows(): readonly ProcessRow[] {
    const now = this.#parts.clock.now();
    return this.#processes().map((process) => this.#row(process, now));
  }

  row(spec: string): ProcessRow | null {
    const process = this.#lookup(spec);
    return process === null ? null : this.#row(process, this.#parts.clock.now());
  }

  detail(spec: string): ProcessDetail | null {
    const process = this.#lookup(spec);
    if (process === null) return null;
    const { config, logs } = process;
    const record = this.#history.of(refOf(process));
    return {
      spec: namespecOf(process),
      section: config.section,
      origin: originText(config.origin),
      timeline: record.timeline,
      settings: settingsOf(config),
      environment: Object.keys(config.environment).toSorted(),
      stdout: logInfo(config, { channel: "stdout", path: logs.stdout.path }),
      stderr: logInfo(config, { channel: "stderr", path: logs.stderr.path }),
    };
  }

  groupMembers(group: string): readonly string[] | null {
    return this.#parts.supervisor.group(group)?.processes.map(namespecOf) ?? null;
  }

  version(): string {
    return `${this.#run}.${this.#version}`;
  }

  usage(): UsageReport {
    return this.#sampler.look();
  }

  watch(listener: ViewListener): Disposable {
    this.#listeners.add(listener);
    const sampling = this.#sampler.watch();
    return {
      [Symbol.dispose]: () => {
        this.#listeners.delete(listener);
        sampling[Symbol.dispose]();
      },
    };
  }

  logPath(spec: string, channel: Channel): string | null {
    return this.#lookup(spec)?.logs.of(channel).path ?? null;
  }

  [Symbol.dispose](): void {
    this.#members[Symbol.dispose]();
    this.#history[Symbol.dispose]();
    this.#sampler[Symbol.dispose]();
  }

  #find({ group, process }: ProcessRef): ManagedProcess | null {
    return this.#parts.supervisor.group(group)?.find(process) ?? null;
  }

  #lookup(spec: string): ManagedProcess | null {
    this.#processes();
    return this.#bySpec.get(spec) ?? null;
  }

  #processes(): readonly ManagedProcess[] {
    if (this.#sorted === null) {
      this.#sorted = this.#parts.supervisor.processes().toSorted(byGroupAndName);
      this.#bySpec = new Map(this.#sorted.map((process) => [namespecOf(process), process]));
    }
    return this.#sorted;
  }

  #row(process: ManagedProcess, now: number): ProcessRow {
    const { clock } = this.#parts;
    const { snapshot } = process;
    const cached = this.#rows.get(process);
    const record = cached?.record ?? this.#history.of(refOf(process));
    const { version } = record;
    const strip = record.lastHour.strip(now);
    const restarts = record.lastHour.restarts(now);
    if (
      cached !== undefined && cached.snapshot === snapshot && cached.version === version &&
      cached.row.strip === strip && cached.row.restarts === restarts
    ) return cached.row;
    const retryIn = snapshot.state === "BACKOFF" && snapshot.deadline !== null
      ? snapshot.deadline - now
      : null;
    const row: ProcessRow = {
      spec: namespecOf(process),
      group: process.group,
      name: process.name,
      state: snapshot.state,
      since: record.since(snapshot.state),
      pid: snapshot.pid,
      ending: record.ending,
      error: snapshot.spawnerr,
      retryAt: retryIn === null ? null : clock.wall() + retryIn,
      tries: snapshot.backoff,
      restarts,
      strip,
      lastLines: record.lastLines,
    };
    this.#rows.set(process, { snapshot, record, version, row });
    return row;
  }

  #pids(): ReadonlyMap<string, number> {
    const pids = new Map<string, number>();
    for (const process of this.#processes()) {
      if (process.snapshot.pid > 0) pids.set(namespecOf(process), process.snapshot.pid);
    }
    return pids;
  }

  #changed(ref: ProcessRef | null): void {
    this.#version++;
    if (ref === null) {
      this.#sorted = null;
      this.#pending = null;
    } else {
      const process = this.#find(ref);
      if (process !== null) this.#pending?.add(namespecOf(process));
    }
    if (this.#collecting || this.#listeners.size === 0) return;
    this.#collecting = true;
    this.#parts.clock.after(COLLECT_MS, () => this.#tell());
  }

  #tell(): void {
    const specs = this.#pending;
    this.#pending = new Set();
    this.#collecting = false;
    for (const listener of [...this.#listeners]) listener.changed(specs);
  }
}

function refOf({ group, name }: ManagedProcess): ProcessRef {
  return { group, process: name };
}

function factsOf(process: ManagedProcess | null, remote: readonly string[]): {
  readonly exit: ManagedProcess["lastExit"];
  readonly error: string | null;
  readonly stdout: string | null;
  readonly stderr: string | null;
} | null {
  if (process === null) return null;
  const { lastExit, snapshot, logs } = process;
  const local = (path: string | null): string | null =>
    path !== null && remote.includes(dirname(path)) ? null : path;
  return {
    exit: lastExit,
    error: snapshot.spawnerr,
    stdout: local(logs.stdout.path),
    stderr: local(logs.stderr.path),
  };
}

function logInfo(
  config: ProcessConfig,
  { channel, path }: { readonly channel: Channel; readonly path: string | null },
): LogInfo {
  if (path !== null) return { path, why: "" };
  if (channel === "stderr" && config.redirectStderr) {
    return { path, why: "Standard error goes into the log of standard output (redirect_stderr)." };
  }
  const { logfile, syslog } = config[channel];
  if (logfile.kind === "file") {
    return { path, why: `It goes to ${logfile.path}, which is no file that could be read back.` };
  }
  return syslog
    ? { path, why: `It goes to syslog (${channel}_syslog).` }
    : { path, why: `It is not kept (${channel}_logfile=NONE).` };
}
