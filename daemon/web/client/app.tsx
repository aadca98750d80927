/** @jsxImportSource #jsx */

/**
 * The left part of the page, alive.
 *
 * @module
 */

/// <reference lib="dom" />

import type { VNode } from "preact";
import { type Filter, shownOf } from "../model/filter.ts";
import { healthOf } from "../model/process_row.ts";
import { summarize } from "../model/summary.ts";
import { AppView } from "../views/app_view.tsx";
import { FIRST_PROGRAM } from "../views/empty_state.tsx";
import { bulkCounts } from "../views/process_actions.tsx";
import { copyText } from "./copy.ts";
import { showKeys } from "./dialogs.ts";
import { LiveHead, LiveRow } from "./live_row.tsx";
import type { Store } from "./store.ts";
import { switchTheme } from "./theme.ts";

/** What the app works with. */
export interface AppParts {
  readonly store: Store;
  readonly onFilter: (filter: Filter) => void;
}

/** The app. */
export function App({ store, onFilter }: AppParts): VNode {
  const rows = store.all.value;
  const filter = store.filter.value;
  const shown = shownOf(rows, filter);
  return (
    <AppView
      header={{
        identifier: store.facts.value.identifier,
        summary: summarize(rows),
        trouble: rows.filter((row) => healthOf(row) === "trouble").map(({ spec }) => spec),
        onTheme: switchTheme,
        onHelp: showKeys,
      }}
      toolbar={{
        filter,
        shown: shown.length,
        total: rows.length,
        ...bulkCounts(shown),
        onFilter,
      }}
      token={store.token.value}
      configPath={store.facts.value.configPath}
      mayRunShell={store.facts.value.mayRunShell}
      onCopy={() => void copyProgram(store)}
      table={{
        sections: store.sections.value,
        usageProblem: store.usageProblem.value,
        rows: ({ rows: members, group }, from) =>
          members.map(({ spec }, at) => (
            <LiveRow key={spec} store={store} spec={spec} at={from + at} member={group !== null} />
          )),
        head: (section) => <LiveHead key={section.group} store={store} {...section} />,
      }}
    />
  );
}

async function copyProgram({ message }: Store): Promise<void> {
  message.value = await copyText(FIRST_PROGRAM)
    ? "Copied"
    : "The browser does not let this page copy: select the lines by hand.";
}
