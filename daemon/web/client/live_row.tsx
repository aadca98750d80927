/** @jsxImportSource #jsx */

/**
 * Rows and heads of groups that follow what they show.
 *
 * @module
 */

/// <reference lib="dom" />

import type { ComponentChild, VNode } from "preact";
import { type Signal, useComputed } from "@preact/signals";
import type { ProcessRow } from "../model/process_row.ts";
import { GroupHead } from "../views/group_head.tsx";
import { RowView } from "../views/row_view.tsx";
import { statusText } from "../words/process_words.ts";
import type { Store } from "./store.ts";

/** Whose row it is, and where. */
export interface LiveRowProps {
  readonly store: Store;
  readonly spec: string;
  readonly at: number;
  readonly member: boolean;
}

/** The row; nothing when its process is gone. */
export function LiveRow(props: LiveRowProps): VNode | null {
  const row = props.store.row(props.spec);
  return row === null ? null : <Present {...props} row={row} />;
}

function Present(props: LiveRowProps & { readonly row: Signal<ProcessRow> }): VNode {
  const { store, spec, row, at, member } = props;
  const status = useComputed(() => statusText(row.value, store.now.value));
  const current = useComputed(() => store.selected.value === spec);
  const busy = useComputed(() => store.busy.value.has(spec));
  const { usage, curve } = store.measured(spec).value;
  return (
    <RowView
      row={row.value}
      status={status as unknown as ComponentChild}
      usage={row.value.pid === 0 ? undefined : usage}
      curve={curve}
      shade={at % 2 === 1}
      member={member}
      current={current.value}
      busy={busy.value}
    />
  );
}

/** The head; what was folded or opened by hand stays so. */
export function LiveHead(
  props: { readonly store: Store; readonly group: string; readonly open: boolean },
): VNode {
  const { store, group, open } = props;
  return (
    <GroupHead
      group={group}
      members={store.all.value.filter((row) => row.group === group)}
      open={store.folds.value.get(group) ?? open}
      onToggle={(wanted) => {
        store.folds.value = new Map([...store.folds.peek(), [group, wanted]]);
      }}
    />
  );
}
