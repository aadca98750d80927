/** @jsxImportSource #jsx */

/**
 * The status page, and the page of one process beside it, as the server makes them.
 *
 * @module
 */

import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "../jsx/string_runtime.ts";
import { type Filter, shownOf } from "../model/filter.ts";
import { layOut } from "../model/layout.ts";
import { healthOf, type ProcessRow } from "../model/process_row.ts";
import { summarize, type Summary } from "../model/summary.ts";
import { bulkCounts } from "../views/process_actions.tsx";
import { AppView } from "../views/app_view.tsx";
import { Document } from "../views/document.tsx";
import { GroupHead } from "../views/group_head.tsx";
import { Notices } from "../views/notices.tsx";
import { digest, PackedBytes } from "./packed_bytes.ts";
import { RowsMarkup, type RowsRequest } from "./rows_markup.tsx";
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

/** Renders pages. */
export class StatusPage {
  readonly #web: Web;
  #last: { readonly key: readonly unknown[]; readonly page: PackedBytes } | null = null;
  readonly #rows = new RowsMarkup();

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
        JSON.stringify([version, token, theme, filter, problem, this.#rows.marks]),
      );
      this.#last = { key, page: new PackedBytes(html, { asciiTag }) };
    }
    return this.#last.page;
  }

  #render(request: StatusRequest): string {
    const { view, clock } = this.#web;
    const { filter, detail } = request;
    const facts = view.facts();
    const rows = view.rows();
    const usage = view.usage();
    const summary = summarize(rows);
    const groups = Map.groupBy(rows, ({ group }) => group);
    const shown = shownOf(rows, filter);
    const asked: RowsRequest = { now: clock.wall(), usage, current: detail?.spec };
    this.#rows.begin();
    const app = (
      <AppView
        header={{
          identifier: facts.identifier,
          summary,
          trouble: summary.trouble === 0 ? [] : troubled(rows),
        }}
        toolbar={{ filter, shown: shown.length, total: rows.length, ...bulkCounts(shown) }}
        token={request.token}
        configPath={facts.configPath}
        mayRunShell={facts.mayRunShell}
        table={{
          sections: layOut(rows, { filter, usageOf: (spec) => usage.usages.get(spec) }),
          usageProblem: usage.problem,
          rows: (section, from) =>
            this.#rows.of(section.rows, { from, member: section.group !== null }, asked),
          head: ({ group, open }) => (
            <GroupHead group={group} open={open} members={groups.get(group) ?? []} />
          ),
        }}
      />
    );
    return documentOf(this.#web, {
      title: detail === undefined
        ? titleOf(summary, facts.identifier)
        : `${detail.spec} – ${facts.identifier}`,
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

function troubled(rows: readonly ProcessRow[]): readonly string[] {
  return rows.filter((row) => healthOf(row) === "trouble").map(({ spec }) => spec);
}
