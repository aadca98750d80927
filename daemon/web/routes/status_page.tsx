/** @jsxImportSource #jsx */

/**
 * The status page, and the page of one process beside it, as the server makes them.
 *
 * @module
 */

import type { ComponentChildren, VNode } from "preact";
import { cutAt, renderToString } from "../jsx/string_runtime.ts";
import { type Filter, matches } from "../model/filter.ts";
import { layOut } from "../model/layout.ts";
import { healthOf, type ProcessRow } from "../model/process_row.ts";
import { summarize, type Summary } from "../model/summary.ts";
import type { Usage, UsageReport } from "../model/usage.ts";
import { bulkCounts } from "../views/process_actions.tsx";
import { AppView } from "../views/app_view.tsx";
import { Document } from "../views/document.tsx";
import { GroupHead } from "../views/group_head.tsx";
import { Notices } from "../views/notices.tsx";
import { RowView } from "../views/row_view.tsx";
import { statusText } from "../words/process_words.ts";
import { digest, PackedBytes } from "./packed_bytes.ts";
import type { Web } from "./web.ts";

/** What somebody asked to see. */
export interface StatusRequest {
  readonly filter: Filter;
  readonly message: string | null;
  readonly token: string;
  readonly theme: "light" | "dark" | null;
  /** The part beside the table, and whose it is. */
  readonly detail?: { readonly spec: string; readonly content: VNode };
}

const NO_CURVE: readonly number[] = [];

interface CachedRow {
  readonly key: string;
  /** Another one for each that was made. */
  readonly id: number;
  /** The row with its status, which goes with the time. */
  readonly node: (status: string) => VNode;
}

/** Renders pages; keeps the HTML of rows that have not changed. */
export class StatusPage {
  readonly #web: Web;
  #last: { readonly key: readonly unknown[]; readonly page: PackedBytes } | null = null;
  readonly #cache = new WeakMap<ProcessRow, CachedRow>();
  /** Stands for the status in a row: nobody else can have written it. */
  readonly #slot = crypto.randomUUID();
  #made = 0;
  /** What the page in hand is made from, row by row: much shorter than the page. */
  #marks: (string | number)[] = [];

  constructor(web: Web) {
    this.#web = web;
  }

  /** The whole page. Those who ask for the same one within a second get the same one. */
  render(request: StatusRequest): PackedBytes {
    const { view, clock } = this.#web;
    const { filter, message, token, theme, detail } = request;
    if (message !== null || detail !== undefined) return new PackedBytes(this.#render(request));
    const second = Math.floor(clock.wall() / 1000);
    const key = [view.version(), view.usage(), second, token, theme, JSON.stringify(filter)];
    if (this.#last === null || this.#last.key.some((part, at) => part !== key[at])) {
      const html = this.#render(request);
      const [version, { problem }] = [view.version(), view.usage()];
      const asciiTag = digest(
        JSON.stringify([version, token, theme, filter, problem, this.#marks]),
      );
      this.#last = { key, page: new PackedBytes(html, { asciiTag }) };
    }
    return this.#last.page;
  }

  #render(request: StatusRequest): string {
    const { view, clock } = this.#web;
    const { detail } = request;
    const facts = view.facts();
    const rows = view.rows();
    const now = clock.wall();
    this.#marks = [this.#slot];
    const usage = view.usage();
    const usageOf = (spec: string): Usage | undefined => usage.usages.get(spec);
    const shown = rows.filter((row) => matches(row, request.filter));
    const byName = new Map(rows.map((row) => [row.spec, row]));
    const groups = Map.groupBy(rows, ({ group }) => group);
    const title = detail === undefined
      ? titleOf(summarize(rows), facts.identifier)
      : `${detail.spec} – ${facts.identifier}`;
    const app = (
      <AppView
        header={{
          identifier: facts.identifier,
          summary: summarize(rows),
          trouble: rows.filter((row) => healthOf(row) === "trouble").map(({ spec }) => spec),
        }}
        toolbar={{
          filter: request.filter,
          shown: shown.length,
          total: rows.length,
          ...bulkCounts(shown),
        }}
        token={request.token}
        configPath={facts.configPath}
        table={{
          sections: layOut(rows, { filter: request.filter, usageOf }),
          usageProblem: usage.problem,
          row: (spec, place) =>
            this.#row(byName.get(spec)!, { ...place, now, usage, current: spec === detail?.spec }),
          head: ({ group, open }) => (
            <GroupHead group={group} open={open} summary={summarize(groups.get(group) ?? [])} />
          ),
        }}
      />
    );
    return documentOf(this.#web, {
      title,
      theme: request.theme,
      version: view.version(),
      bodyClass: detail === undefined ? "" : "with-detail",
      children: (
        <>
          <div id="notices">
            <Notices message={request.message} />
          </div>
          <div id="app">{app}</div>
          <aside id="detail" aria-label={detail?.spec ?? "Process"}>{detail?.content}</aside>
        </>
      ),
    });
  }

  #row(
    row: ProcessRow,
    options: {
      readonly at: number;
      readonly member: boolean;
      readonly current: boolean;
      readonly now: number;
      readonly usage: UsageReport;
    },
  ): VNode {
    const { at, member, current, now, usage } = options;
    const status = statusText(row, now);
    const own = usage.usages.get(row.spec);
    const curve = usage.curves.get(row.spec) ?? NO_CURVE;
    const key = `${own?.cpu}|${own?.memory}|${curve.length}|${at % 2}${member}${current}`;
    const cached = this.#cache.get(row);
    if (cached?.key === key) {
      this.#marks.push(cached.id, status);
      return cached.node(status);
    }
    const node = cutAt(
      <RowView
        row={row}
        status={this.#slot}
        usage={own}
        curve={curve}
        shade={at % 2 === 1}
        member={member}
        current={current}
        busy={false}
      />,
      this.#slot,
    );
    const id = this.#made++;
    this.#cache.set(row, { key, id, node });
    this.#marks.push(id, status);
    return node(status);
  }
}

/** A whole HTML document. */
export function documentOf(
  web: Web,
  props: {
    readonly title: string;
    readonly theme: "light" | "dark" | null;
    readonly children: ComponentChildren;
    readonly bodyClass?: string;
    /** Without it, no script is loaded: the page has nothing that could live. */
    readonly version?: string;
  },
): string {
  const { assets, view } = web;
  const { version: supervisor, pid } = view.facts();
  const page = (
    <Document
      {...props}
      build={assets.build}
      script={assets.script !== null && props.version !== undefined}
      footer={`Denvisor, speaking Supervisor ${supervisor}. Pid ${pid}.`}
    />
  );
  return `<!DOCTYPE html>\n${renderToString(page)}\n`;
}

function titleOf(summary: Summary, identifier: string): string {
  const bad = summary.trouble > 0 ? `(${summary.trouble}) ` : "";
  return `${bad}${identifier}`;
}
