/** @jsxImportSource #jsx */

/**
 * The page of a daemon that has nothing to do yet (`WEB-016`).
 *
 * @module
 */

import type { VNode } from "preact";

/** A program to begin with. */
export const FIRST_PROGRAM: string = `[program:clock]
command=/bin/sh -c 'while :; do date; sleep 1; done'
`;

/** How to add a program to the file at `configPath`, and what makes the daemon start it. */
export function EmptyState(
  props: {
    readonly configPath: string;
    readonly mayRunShell: boolean;
    readonly onCopy?: () => void;
  },
): VNode {
  return (
    <section class="empty">
      <p>
        Add one to <code>{props.configPath}</code>, for example:
      </p>
      <pre id="first-program">{FIRST_PROGRAM}</pre>
      <p class="script-only">
        <button type="button" onClick={props.onCopy}>Copy</button>
      </p>
      {props.mayRunShell
        ? (
          <p>
            Then run <code>svctl update</code>. It appears here as soon as it is started.
          </p>
        )
        : (
          <p>
            Then stop the daemon and start it again: what it may run is fixed at its start, by the
            configuration. From then on <code>svctl update</code> is enough for whatever it may run.
          </p>
        )}
    </section>
  );
}
