/**
 * Pages before a supervisor that only exists on paper.
 *
 * @module
 */

import { Assets } from "#daemon/web/routes/assets.ts";
import { FormTokens } from "#daemon/web/routes/form_tokens.ts";
import type { Web } from "#daemon/web/routes/web.ts";
import type { ProcessDetail } from "#daemon/web/model/process_detail.ts";
import type { ProcessRow } from "#daemon/web/model/process_row.ts";
import type { UsageReport } from "#daemon/web/model/usage.ts";
import type { ViewListener, WebView } from "#daemon/web/view.ts";
import type { Clock } from "#lib/ports/clock.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

/** A view whose rows a test may change. */
export interface FakeView extends WebView {
  rowsNow: readonly ProcessRow[];
  usageNow: UsageReport;
  /** Paths of logs by `name channel`. */
  readonly paths: Map<string, string>;
  readonly listeners: Set<ViewListener>;
}

/** The moment that fake pages are made at. */
export const NOW = 1_795_000_005_000;

/** A process that has been running for five seconds. */
export function fakeRow(given: Partial<ProcessRow> & Pick<ProcessRow, "name">): ProcessRow {
  const group = given.group ?? given.name;
  return {
    spec: group === given.name ? given.name : `${group}:${given.name}`,
    group,
    state: "RUNNING",
    since: NOW - 5000,
    pid: 4711,
    ending: null,
    error: null,
    retryAt: null,
    tries: 0,
    restarts: 0,
    strip: "n59r1",
    lastLines: [],
    ...given,
  };
}

/** A view of `rows`. */
export function fakeView(rows: readonly ProcessRow[]): FakeView {
  const view: FakeView = {
    rowsNow: rows,
    usageNow: { usages: new Map(), curves: new Map(), memories: new Map(), problem: null },
    paths: new Map(),
    listeners: new Set(),
    facts: () => ({
      identifier: "supervisor",
      version: "4.2.5",
      pid: 7808,
      configPath: "/etc/supervisord.conf",
      mayRunShell: true,
    }),
    rows: () => view.rowsNow,
    row: (spec) => view.rowsNow.find((row) => row.spec === spec) ?? null,
    detail: (spec) => view.row(spec) === null ? null : fakeDetail(spec, view),
    groupMembers: (group) => {
      const members = view.rowsNow.filter((row) => row.group === group);
      return members.length === 0 ? null : members.map(({ spec }) => spec);
    },
    version: () => "fake.1",
    usage: () => view.usageNow,
    watch: (listener) => {
      view.listeners.add(listener);
      return { [Symbol.dispose]: () => void view.listeners.delete(listener) };
    },
    logPath: (spec, channel) => view.paths.get(`${spec} ${channel}`) ?? null,
  };
  return view;
}

function fakeDetail(spec: string, view: FakeView): ProcessDetail {
  const log = (channel: "stdout" | "stderr") => {
    const path = view.logPath(spec, channel);
    return { path, why: path === null ? `It is not kept (${channel}_logfile=NONE).` : "" };
  };
  return {
    spec,
    section: `program:${spec}`,
    origin: "/etc/supervisord.conf:1",
    timeline: [],
    settings: [{ name: "command", value: "/bin/true", origin: "/etc/supervisord.conf:2" }],
    environment: ["SECRET"],
    stdout: log("stdout"),
    stderr: log("stderr"),
  };
}

/** The pages of a view, without a script. */
export function fakeWeb(view: WebView, clock: Clock = new FakeClock()): Web {
  const assets = new Assets({ script: null, modified: new Date(NOW) });
  return { view, tokens: new FormTokens(), assets, clock };
}
