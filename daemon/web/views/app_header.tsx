/** @jsxImportSource #jsx */

/**
 * The top of the page: how all fare, in one sentence.
 *
 * @module
 */

import type { VNode } from "preact";
import { headline, type Summary } from "../model/summary.ts";
import { processUrl } from "./urls.ts";

/** Most names beside the sentence. */
const MOST_NAMES = 5;

/** What the header shows. */
export interface AppHeaderProps {
  readonly identifier: string;
  readonly summary: Summary;
  /** The processes that are not well. */
  readonly trouble: readonly string[];
  readonly onTheme?: () => void;
  readonly onHelp?: () => void;
}

/** The header. What needs scripts is there from the beginning and hidden without them. */
export function AppHeader(props: AppHeaderProps): VNode {
  const { summary, trouble } = props;
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
        <div class="fare">
          <h1 class={`headline ${mood}`}>
            {summary.trouble > 0 ? <a href="index.html?only=trouble">{text}</a> : text}
          </h1>
          <Troubled names={trouble} />
        </div>
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
    </header>
  );
}

/** Who is not well, as far as there is room. */
function Troubled({ names }: { readonly names: readonly string[] }): VNode | null {
  if (names.length === 0) return null;
  const more = names.length - MOST_NAMES;
  return (
    <ul class="troubled" aria-label="Not well">
      {names.slice(0, MOST_NAMES).map((name) => (
        <li key={name}>
          <a href={processUrl(name)}>{name}</a>
        </li>
      ))}
      {more > 0
        ? (
          <li key="">
            <a href="index.html?only=trouble">{`${more} more`}</a>
          </li>
        )
        : null}
    </ul>
  );
}
