/** @jsxImportSource #jsx */

/**
 * A state as icon and word, in its colour.
 *
 * @module
 */

import type { VNode } from "preact";
import type { ProcessState } from "#lib/process/state.ts";

/** Outlines in a square of 16. Each is told from the others without its colour. */
const ICONS: Readonly<Record<ProcessState, string>> = {
  RUNNING: "M5 3l8 5-8 5z",
  STARTING: "M8 2v3M8 11v3M2 8h3M11 8h3M3.8 3.8l2.1 2.1M10.1 10.1l2.1 2.1",
  STOPPING: "M8 2v8M4.5 7L8 10.5 11.5 7M3.5 13.5h9",
  BACKOFF: "M13 8a5 5 0 1 1-1.5-3.5M12 1.5v3.5H8.5",
  STOPPED: "M4 4h8v8H4z",
  EXITED: "M3 8.5l3.5 3.5L13 4.5",
  FATAL: "M4 4l8 8M12 4l-8 8",
  UNKNOWN: "M5.5 6a2.5 2.5 0 1 1 3.5 2.300c-.8.4-1 .8-1 1.700M8 12.800v.2",
};

/** Supervisor's classes, which style sheets and scripts know (`WEB-001`). */
export function stateClass(state: ProcessState): string {
  if (state === "RUNNING") return "statusrunning";
  return state === "FATAL" || state === "BACKOFF" ? "statuserror" : "statusnominal";
}

/** The mark; `bad` for an exit that was not expected. */
export function StateMark(props: { readonly state: ProcessState; readonly bad?: boolean }): VNode {
  const { state, bad = false } = props;
  const icon = state === "EXITED" && bad ? ICONS.FATAL : ICONS[state];
  const look = bad ? "fatal" : state.toLowerCase();
  return (
    <span class={`${stateClass(state)} s-${look}`}>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d={icon} />
      </svg>
      {state.toLowerCase()}
    </span>
  );
}
