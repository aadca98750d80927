/** @jsxImportSource #jsx */

/**
 * The line above the members of a group.
 *
 * @module
 */

import type { VNode } from "preact";
import type { ProcessRow } from "../model/process_row.ts";
import { groupLine, summarize } from "../model/summary.ts";
import { bulkCounts } from "./process_actions.tsx";
import { COLUMNS } from "./row_view.tsx";
import { quote } from "./urls.ts";

/** What the head of a group shows. */
export interface GroupHeadProps {
  readonly group: string;
  /** All of the group, also those that a filter hides. */
  readonly members: readonly ProcessRow[];
  /** Whether the members are shown. */
  readonly open: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/**
 * The head. Its check box folds the group by style sheet alone, so it works without scripts.
 * Actions on many processes are asked about first.
 */
export function GroupHead(props: GroupHeadProps): VNode {
  const { group, members, open, onToggle } = props;
  const summary = summarize(members);
  const { startable, stoppable } = bulkCounts(members);
  const toggle = (event: Event): void => {
    onToggle?.((event.currentTarget as HTMLInputElement).checked);
  };
  return (
    <tr class={summary.trouble > 0 ? "group trouble" : "group"} data-group={group}>
      <th scope="rowgroup" colspan={COLUMNS - 1}>
        <label>
          <input
            type="checkbox"
            class="fold"
            checked={open}
            onChange={toggle}
            aria-label={`Show the processes of ${group}`}
          />
          <span class="group-name">{group}</span>
        </label>
        <span class="group-line">{groupLine(summary)}</span>
      </th>
      <td class="action">
        {startable > 0 ? <GroupButton action="start" label="Start" group={group} /> : null}
        {stoppable > 0 ? <GroupButton action="restart" label="Restart" group={group} asks /> : null}
        {stoppable > 0 ? <GroupButton action="stop" label="Stop" group={group} asks /> : null}
      </td>
    </tr>
  );
}

/** One action on all members; `asks` for one that ends something that runs. */
function GroupButton(
  props: {
    readonly action: "start" | "restart" | "stop";
    readonly label: string;
    readonly group: string;
    readonly asks?: boolean;
  },
): VNode {
  const { action, label, group, asks = false } = props;
  return (
    <button
      type="submit"
      name="action"
      value={`${action}group`}
      formaction={`index.html?group=${quote(group)}${asks ? "&ask=1" : ""}`}
      aria-label={`${label} all of ${group}`}
    >
      {label}
    </button>
  );
}
