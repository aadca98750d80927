/** @jsxImportSource #jsx */

/**
 * The notices, alive.
 *
 * @module
 */

/// <reference lib="dom" />

import type { VNode } from "preact";
import { effect } from "@preact/signals";
import { Notices } from "../views/notices.tsx";
import { clockTime } from "../words/durations.ts";
import { isFailure } from "../words/messages.ts";
import type { Connection, Store } from "./store.ts";

/** Milliseconds that good news stay; bad ones stay until they are dismissed. */
const GOOD_NEWS_MS = 12_000;

/** Takes good news away after a while. */
export function clearGoodNews(store: Store): void {
  effect(() => {
    const message = store.message.value;
    if (message === null || isFailure(message)) return;
    const timer = setTimeout(() => store.message.value = null, GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  });
}

/** The notices. */
export function LiveNotices({ store }: { readonly store: Store }): VNode {
  return (
    <Notices
      message={store.message.value}
      connection={connectionText(store.connection.value)}
      onDismiss={() => store.message.value = null}
    />
  );
}

/** Says since when nothing is known any more. */
function connectionText(connection: Connection): string | null {
  switch (connection.kind) {
    case "open":
      return null;
    case "leaving":
      return `Since ${
        clockTime(connection.since)
      } the supervisor is down or restarting. This page waits for it.`;
    case "lost":
      return `No connection since ${
        clockTime(connection.since)
      }: what is shown may be out of date. Trying again.`;
  }
}
