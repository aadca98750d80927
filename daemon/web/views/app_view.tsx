/** @jsxImportSource #jsx */

/**
 * The left part of the page, or all of it: header, bar and table. The same on the server and in the
 * browser, where rows and heads are parts that live.
 *
 * @module
 */

import type { VNode } from "preact";
import { filterFields } from "../model/filter.ts";
import { AppHeader, type AppHeaderProps } from "./app_header.tsx";
import { EmptyState } from "./empty_state.tsx";
import { StatusTable, type StatusTableProps } from "./status_table.tsx";
import { Toolbar, type ToolbarProps } from "./toolbar.tsx";

/** What the parts show. */
export interface AppProps {
  readonly header: AppHeaderProps;
  readonly toolbar: ToolbarProps;
  readonly table: StatusTableProps;
  /** What the form has to carry. */
  readonly token: string;
  readonly configPath: string;
  readonly mayRunShell: boolean;
  readonly onCopy?: () => void;
}

/** All of it. */
export function AppView(props: AppProps): VNode {
  const { toolbar } = props;
  const empty = toolbar.total === 0;
  return (
    <>
      <AppHeader {...props.header} />
      <main>
        {empty
          ? (
            <EmptyState
              configPath={props.configPath}
              mayRunShell={props.mayRunShell}
              {...(props.onCopy === undefined ? {} : { onCopy: props.onCopy })}
            />
          )
          : <Toolbar {...toolbar} />}
        <form id="act" action="index.html" method="post">
          <input type="hidden" name="token" value={props.token} />
          {filterFields(toolbar.filter).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {empty ? null : toolbar.shown === 0
            ? (
              <p class="nothing">
                Nothing matches. <a href="index.html" class="show-all">Show all</a>
              </p>
            )
            : <StatusTable {...props.table} />}
        </form>
      </main>
    </>
  );
}
