/** @jsxImportSource #jsx */

/**
 * What is to be told beside the table: what came of the last action, and whether the page is up to
 * date. With scripts it lies over the page, so that nothing moves below the pointer.
 *
 * @module
 */

import type { VNode } from "preact";
import { isFailure } from "../words/messages.ts";

/** What is told. */
export interface NoticesProps {
  /** What the last action has to say, `null` for nothing. */
  readonly message: string | null;
  /** Why the page may be out of date, `null` when it is not; only in the browser. */
  readonly connection?: string | null;
  readonly onDismiss?: () => void;
}

/** The notices. Both elements are always there: a screen reader tells what is put into them. */
export function Notices({ message, connection = null, onDismiss }: NoticesProps): VNode {
  const mood = message !== null && isFailure(message) ? "notice bad" : "notice";
  return (
    <>
      <p class={connection === null ? "hidden" : "notice lost"} role="status">{connection}</p>
      <div class={message === null ? "hidden" : mood}>
        <p
          id="statusmessage"
          class={message === null ? "hidden" : "status_msg"}
          role="status"
        >
          {message}
        </p>
        <button type="button" class="script-only" onClick={onDismiss} aria-label="Dismiss">
          ×
        </button>
      </div>
    </>
  );
}
