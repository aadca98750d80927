/** @jsxImportSource #jsx */

/**
 * The line above the members of a group.
 *
 * @module
 */

import type { VNode } from "preact";
import { groupLine, type Summary } from "../model/summary.ts";
import { COLUMNS } from "./row_view.tsx";
import { quote } from "./urls.ts";

/** What the head of a group shows. */
export interface GroupHeadProps {
  readonly group: string;
  readonly summary: Summary;
  /** Whether the members are shown. */
  readonly open: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/**
 * The head. Its check box folds the group by style sheet alone, so it works without scripts.
 * Actions on many processes are asked about first.
 */
export function GroupHead(props: GroupHeadProps): VNode {
  const { group, summary, open, onToggle } = props;
  const toggle = (event: Event): void => {
    onToggle?.((event.currentTarget as HTMLInputElement).checked);
  };
  const startable = summary.idle + summary.trouble > 0;
  const stoppable = summary.idle < summary.total;
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
        {startable
          ? (
            <button
              type="submit"
              name="action"
              value="startgroup"
              formaction={`index.html?group=${quote(group)}`}
              aria-label={`Start all of ${group}`}
            >
              Start
            </button>
          )
          : null}
        {stoppable ? <StopButtons group={group} /> : null}
      </td>
    </tr>
  );
}

/** What needs something that runs. It is asked about first. */
function StopButtons({ group }: { readonly group: string }): VNode {
  const ask = `index.html?group=${quote(group)}&ask=1`;
  return (
    <>
      <button
        type="submit"
        name="action"
        value="restartgroup"
        formaction={ask}
        aria-label={`Restart all of ${group}`}
      >
        Restart
      </button>
      <button
        type="submit"
        name="action"
        value="stopgroup"
        formaction={ask}
        aria-label={`Stop all of ${group}`}
      >
        Stop
      </button>
    </>
  );
}
