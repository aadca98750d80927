/** @jsxImportSource #jsx */

/**
 * What is shown, and what can be done with all that is shown.
 *
 * @module
 */

import type { VNode } from "preact";
import { type Filter, filterQuery, isFiltering, SORT_KEYS, type SortKey } from "../model/filter.ts";

/** What the bar shows; in the browser changes are taken at once. */
export interface ToolbarProps {
  readonly filter: Filter;
  /** Number of processes that are shown, and of all. */
  readonly shown: number;
  readonly total: number;
  /** Of those that are shown: how many could be started, and how many stopped. */
  readonly startable: number;
  readonly stoppable: number;
  readonly onFilter?: (filter: Filter) => void;
}

/** The bar. Without scripts the filter is a form that loads the page anew. */
export function Toolbar(props: ToolbarProps): VNode {
  const { filter, onFilter, shown, total } = props;
  return (
    <div class="toolbar">
      <form class="filter" role="search" action="index.html" method="get">
        <input
          type="search"
          name="q"
          value={filter.words}
          placeholder="Filter by name or state"
          aria-label="Filter by name or state"
          aria-keyshortcuts="/"
          autocomplete="off"
          spellcheck={false}
          onInput={(event: Event) => onFilter?.({ ...filter, words: fieldOf(event).value })}
        />
        <label>
          <input
            type="checkbox"
            name="only"
            value="trouble"
            checked={filter.trouble}
            onChange={(event: Event) => onFilter?.({ ...filter, trouble: fieldOf(event).checked })}
          />
          Only what is not well
        </label>
        <label>
          Order{" "}
          <select
            name="sort"
            onChange={(event: Event) =>
              onFilter?.({ ...filter, sort: fieldOf(event).value as SortKey })}
          >
            {SORT_KEYS.map(([key, label]) => (
              <option key={key} value={key} selected={filter.sort === key}>{label}</option>
            ))}
          </select>
        </label>
        <button type="submit" class="no-script">Apply</button>
        {isFiltering(filter)
          ? (
            <span class="shown" role="status">
              {`${shown} of ${total} shown `}
              <a href="index.html" class="show-all">Show all</a>
            </span>
          )
          : null}
      </form>
      <BulkButtons {...props} />
    </div>
  );
}

/** Buttons of the form around the table. What is filtered out is left alone. */
function BulkButtons(props: ToolbarProps): VNode {
  const { filter, startable, stoppable } = props;
  const filtering = isFiltering(filter);
  const query = filterQuery(filter).replace("?", "&");
  const ask = `index.html?ask=1${filtering ? query : ""}`;
  const what = filtering ? "shown" : "All";
  return (
    <div class="bulk" role="group" aria-label={filtering ? "All that are shown" : "All processes"}>
      <a class="button no-script" href={`index.html?action=refresh${query}`}>Refresh</a>
      <Bulk
        action={filtering ? "startlisted" : "startall"}
        label={`Start ${what}`}
        ask={ask}
        enabled={startable > 0}
      />
      <Bulk
        action={filtering ? "restartlisted" : "restartall"}
        label={`Restart ${what}`}
        ask={ask}
        enabled={props.shown > 0}
      />
      <Bulk
        action={filtering ? "stoplisted" : "stopall"}
        label={`Stop ${what}`}
        ask={ask}
        enabled={stoppable > 0}
      />
    </div>
  );
}

function Bulk(
  props: {
    readonly action: string;
    readonly label: string;
    readonly ask: string;
    readonly enabled: boolean;
  },
): VNode {
  return (
    <button
      type="submit"
      form="act"
      name="action"
      value={props.action}
      formaction={props.ask}
      disabled={!props.enabled}
    >
      {props.label}
    </button>
  );
}

function fieldOf(event: Event): HTMLInputElement {
  return event.currentTarget as HTMLInputElement;
}
