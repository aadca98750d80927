/** @jsxImportSource #jsx */

/**
 * What can be done with a process now (`WEB-002`). Buttons of the form around the table.
 *
 * @module
 */

import type { VNode } from "preact";
import type { ProcessState } from "#lib/process/state.ts";
import type { ProcessRow } from "../model/process_row.ts";
import { actionUrl, logtailUrl, processUrl } from "./urls.ts";

/** Name and label of an action on one process. */
export type ProcessAction = readonly [action: "start" | "stop" | "restart", label: string];

/** The actions that have something to do in a state, the usual one first. */
export function actionsFor(state: ProcessState): readonly ProcessAction[] {
  switch (state) {
    case "RUNNING":
      return [["restart", "Restart"], ["stop", "Stop"]];
    case "STARTING":
    case "BACKOFF":
      return [["stop", "Stop"]];
    case "STOPPED":
    case "EXITED":
    case "FATAL":
      return [["start", "Start"]];
    case "STOPPING":
    case "UNKNOWN":
      return [];
  }
}

/** How many of these could be started, and how many stopped. */
export function bulkCounts(
  rows: readonly ProcessRow[],
): { readonly startable: number; readonly stoppable: number } {
  const numbers = new Map<ProcessState, number>();
  for (const { state } of rows) numbers.set(state, (numbers.get(state) ?? 0) + 1);
  let [startable, stoppable] = [0, 0];
  for (const [state, number] of numbers) {
    for (const [action] of actionsFor(state)) {
      if (action === "start") startable += number;
      if (action === "stop") stoppable += number;
    }
  }
  return { startable, stoppable };
}

/** The buttons for `state`; `from` names the page to come back to. */
export function ActionButtons(
  props: { readonly spec: string; readonly state: ProcessState; readonly from?: string },
): VNode {
  const { spec, state, from = "" } = props;
  return (
    <>
      {actionsFor(state).map(([action, label]) => (
        <button
          key={action}
          type="submit"
          name="action"
          value={action}
          formaction={`${actionUrl(spec)}${from}`}
          aria-label={`${label} ${spec}`}
        >
          {label}
        </button>
      ))}
    </>
  );
}

/** The cell of a row: buttons, the log, and what is rarely wanted. */
export function RowActions(
  props: { readonly spec: string; readonly state: ProcessState },
): VNode {
  const { spec, state } = props;
  return (
    <>
      <ActionButtons spec={spec} state={state} />
      <a class="button" href={`${processUrl(spec)}#log`} aria-label={`Log of ${spec}`}>Log</a>
      <details class="more">
        <summary aria-label={`More for ${spec}`}>⋯</summary>
        <div>
          <button type="submit" name="action" value="clearlog" formaction={actionUrl(spec)}>
            Clear Log
          </button>
          <a href={logtailUrl(spec, "stdout")} target="_blank">Tail -f Stdout</a>
          <a href={logtailUrl(spec, "stderr")} target="_blank">Tail -f Stderr</a>
        </div>
      </details>
    </>
  );
}
