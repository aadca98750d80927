/** @jsxImportSource #jsx */

/**
 * A row of the status table.
 *
 * @module
 */

import type { ComponentChild, VNode } from "preact";
import { healthOf, type ProcessRow } from "../model/process_row.ts";
import type { Usage } from "../model/usage.ts";
import { bytesText, percentText } from "../words/durations.ts";
import { statusTip } from "../words/process_words.ts";
import { Curve } from "./curve.tsx";
import { RowActions } from "./process_actions.tsx";
import { StateMark } from "./state_mark.tsx";
import { Strip } from "./strip.tsx";
import { processUrl } from "./urls.ts";

/** Number of columns of the table. */
export const COLUMNS = 8;

/** What a row shows. */
export interface RowProps {
  readonly row: ProcessRow;
  /** Why it is in its state; in the browser something that ticks. */
  readonly status: ComponentChild;
  readonly usage: Usage | undefined;
  readonly curve: readonly number[];
  /** Every second row, as Supervisor marks them. */
  readonly shade: boolean;
  /** A member of a group that has a head. */
  readonly member: boolean;
  /** It is the one whose page is open. */
  readonly current: boolean;
  /** Something was asked of it that is not done yet. */
  readonly busy: boolean;
}

/** The row, and below a process that was given up on what it printed last. */
export function RowView(props: RowProps): VNode {
  const { row, usage, current, busy } = props;
  const health = healthOf(row);
  const classes = [
    "process",
    health,
    ...(props.shade ? ["shade"] : []),
    ...(props.member ? ["member"] : []),
    ...(current ? ["current"] : []),
  ];
  return (
    <>
      <tr class={classes.join(" ")} data-spec={row.spec} aria-busy={busy || undefined}>
        <td class="status">
          <StateMark state={row.state} bad={health === "trouble" && row.state === "EXITED"} />
        </td>
        <th scope="row" class="name">
          <a href={processUrl(row.spec)} aria-current={current ? "page" : undefined}>
            {row.spec}
          </a>
        </th>
        <td class="hour">
          <Strip strip={row.strip} />
        </td>
        <td class="why" title={statusTip(row) || undefined}>{props.status}</td>
        <td class="restarts number">{row.restarts === 0 ? "" : row.restarts}</td>
        <td class="cpu number">
          {usage === undefined ? null : (
            <>
              <Curve values={props.curve} top={10} />
              <span>{percentText(usage.cpu)}</span>
            </>
          )}
        </td>
        <td class="memory number">{usage === undefined ? "" : bytesText(usage.memory)}</td>
        <td class="action">
          <RowActions spec={row.spec} state={row.state} />
        </td>
      </tr>
      {row.lastLines.length === 0
        ? null
        : (
          <tr class={props.member ? "last-lines member" : "last-lines"}>
            <td colspan={COLUMNS}>
              <pre
                role="group"
                aria-label={`Last lines of ${row.spec}`}
              >{row.lastLines.join("\n")}</pre>
            </td>
          </tr>
        )}
    </>
  );
}
