/** @jsxImportSource #jsx */

/**
 * The page of one process, alive.
 *
 * @module
 */

/// <reference lib="dom" />

import type { ComponentChild, VNode } from "preact";
import { useCallback } from "preact/hooks";
import { type Signal, useComputed } from "@preact/signals";
import { DetailView } from "../views/detail_view.tsx";
import { explanation } from "../words/process_words.ts";
import { LogPanel } from "./log/log_panel.tsx";
import { LogSession } from "./log/log_session.ts";
import type { Store } from "./store.ts";

/** What the page works with. */
export interface LiveDetailProps {
  readonly store: Store;
  readonly session: Signal<LogSession | null>;
  /** There is a place for the log, and what shows it there. */
  readonly onSession: (session: LogSession) => void;
  /** Opens the stream anew. */
  readonly reopen: () => void;
  readonly onClose: (event: Event) => void;
}

/** The page; its head alone while nothing is known yet, nothing while none is open. */
export function LiveDetail(props: LiveDetailProps): VNode | null {
  const { store } = props;
  const spec = store.selected.value;
  const detail = store.detail.value;
  if (spec === null) return null;
  const isGone = store.row(spec) === null;
  if (detail?.spec !== spec || isGone) {
    return (
      <>
        <header class="detail-head">
          <h2>{spec}</h2>
          <a class="button close" href="index.html" onClick={props.onClose} aria-label="Close">×</a>
        </header>
        {isGone
          ? (
            <p class="explanation">
              There is no process of this name any more: it was taken out of the configuration, or
              has got another name.
            </p>
          )
          : null}
      </>
    );
  }
  return <Present key={spec} {...props} spec={spec} />;
}

function Present(props: LiveDetailProps & { readonly spec: string }): VNode | null {
  const { store, session, onSession, spec, reopen } = props;
  const row = store.row(spec);
  const sentence = useComputed(() => {
    const known = store.row(spec)?.value;
    return known === undefined ? "" : explanation(known, store.now.value);
  });
  const today = useComputed(() => new Date(store.now.value).setHours(0, 0, 0, 0));
  const box = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return;
    onSession(new LogSession(element, { spec, reopen }));
  }, [spec]);
  const detail = store.detail.value;
  if (row === null || detail === null) return null;
  const { usage, curve } = store.measured(spec).value;
  return (
    <DetailView
      row={row.value}
      detail={detail}
      explanation={sentence as unknown as ComponentChild}
      usage={row.value.pid === 0 ? undefined : usage}
      curve={curve}
      memory={store.memory.value?.spec === spec ? store.memory.value.values : []}
      usageProblem={store.usageProblem.value}
      token={store.token.value}
      now={today.value}
      log={<LogPanel detail={detail} session={session.value} box={box} />}
      onClose={props.onClose}
    />
  );
}
