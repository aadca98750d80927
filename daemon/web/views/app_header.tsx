/** @jsxImportSource #jsx */

/**
 * The top of the page: how all fare, in one sentence.
 *
 * @module
 */

import type { ComponentChild, VNode } from "preact";
import { headline, type Summary } from "../model/summary.ts";

/** What the header shows. */
export interface AppHeaderProps {
  readonly identifier: string;
  readonly summary: Summary;
  /** What the last action has to say, `null` for nothing. */
  readonly message: string | null;
  /** Whether the stream of changes is open, in words; only in the browser. */
  readonly connection?: ComponentChild;
  readonly onTheme?: () => void;
  readonly onHelp?: () => void;
}

/** The header. What needs scripts is there from the beginning and hidden without them. */
export function AppHeader(props: AppHeaderProps): VNode {
  const { summary, message } = props;
  const mood = summary.trouble > 0
    ? "bad"
    : summary.total > 0 && summary.moving === 0
    ? "good"
    : "";
  const text = headline(summary);
  return (
    <header>
      <div class="masthead">
        <a class="brand" href="index.html">
          <img src="images/icon.png" width="20" height="20" alt="" />
          <span>{props.identifier}</span>
        </a>
        <h1 class={`headline ${mood}`}>
          {summary.trouble > 0 ? <a href="index.html?only=trouble">{text}</a> : text}
        </h1>
        <div class="tools">
          <button
            type="button"
            class="script-only"
            onClick={props.onTheme}
            id="theme"
            title="Light or dark"
          >
            Theme
          </button>
          <button
            type="button"
            class="script-only"
            onClick={props.onHelp}
            id="keys"
            aria-keyshortcuts="?"
          >
            Keys
          </button>
        </div>
      </div>
      {props.connection}
      <p id="statusmessage" class={message === null ? "hidden" : "status_msg"} role="status">
        {message ?? ""}
      </p>
    </header>
  );
}
